# How a folder becomes a target. Every folder of the house is one static library, so that an
# arrow that ARCHITECTURE.md forbids does not link.

add_library(trunkline_options INTERFACE)
target_compile_options(trunkline_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
    -Woverloaded-virtual -Wnull-dereference -Werror)
target_compile_definitions(trunkline_options INTERFACE QT_NO_KEYWORDS QT_NO_CAST_TO_ASCII QT_NO_FOREACH
    QT_DISABLE_DEPRECATED_BEFORE=0x060400 TRUNKLINE_VERSION="${PROJECT_VERSION}")
target_include_directories(trunkline_options INTERFACE ${PROJECT_SOURCE_DIR})

# trunkline_room(NAME LINKS target…): the static library of the current folder (its own sources only).
function(trunkline_room name)
    cmake_parse_arguments(ROOM "" "" "LINKS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
    file(GLOB resources CONFIGURE_DEPENDS *.qrc)
    add_library(${name} STATIC ${sources} ${resources})
    target_link_libraries(${name} PUBLIC trunkline_options ${ROOM_LINKS})
endfunction()

# Databases of tests live in memory where there is a folder with room enough: some hundreds of clusters that are made and removed
# slow a disk's file system down for everybody.
if(IS_DIRECTORY /dev/shm)
    execute_process(COMMAND df -Pk /dev/shm OUTPUT_VARIABLE memory_folder ERROR_QUIET)
    if(memory_folder MATCHES "[0-9]+ +[0-9]+ +([0-9]+) +[0-9]+%" AND CMAKE_MATCH_1 GREATER 4000000)
        set(tests_in_memory "TMPDIR=/dev/shm")
    endif()
endif()

# Ends a program that hangs; a sanitizer makes every program several times slower.
set(test_seconds 300)
if(CMAKE_CXX_FLAGS_DEBUG MATCHES "-fsanitize")
    set(test_seconds 1800)
endif()

# trunkline_tests(LINKS target… [LABELS label…]): one program for every tst_*.cpp of the current folder,
# registered with CTest under its path (models/core/tst_money).
function(trunkline_tests)
    cmake_parse_arguments(TESTS "" "" "LINKS;LABELS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS tst_*.cpp)
    file(RELATIVE_PATH here ${PROJECT_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
    foreach(source IN LISTS sources)
        get_filename_component(stem ${source} NAME_WE)
        string(REPLACE "/" "_" target "${here}_${stem}")
        add_executable(${target} ${source})
        set_target_properties(${target} PROPERTIES UNITY_BUILD OFF RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
        target_link_libraries(${target} PRIVATE trunkline_options testsupport ${TESTS_LINKS} Qt6::Test)
        target_compile_definitions(${target} PRIVATE TRUNKLINE_SOURCE_DIR="${PROJECT_SOURCE_DIR}" TRUNKLINE_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
        add_test(NAME ${here}/${stem} COMMAND ${target})
        set_tests_properties(${here}/${stem} PROPERTIES
            TIMEOUT ${test_seconds} LABELS "${TESTS_LABELS}"
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;${tests_in_memory}")
    endforeach()
endfunction()
