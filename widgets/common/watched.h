// A widget that somebody else owns and may destroy first.
#pragma once

#include <QPointer>

namespace trunkline::widgets {

/// As a pointer it is null once the object is gone, like QPointer. But -> asks nothing, as with a plain pointer, since who
/// writes it knows that the object is there: QPointer asks each time, and the optimising compiler warns of the null in its answer.
template <class Object>
class Watched {
public:
    Watched() = default;
    Watched(Object* object) : object_(object), alive_(object) {} // NOLINT: assigned from new, as QPointer is

    Object* data() const { return alive_ ? object_ : nullptr; }
    operator Object*() const { return data(); } // NOLINT: stands for the pointer
    Object* operator->() const { return object_; }

private:
    Object* object_ = nullptr;
    QPointer<Object> alive_;
};

} // namespace trunkline::widgets
