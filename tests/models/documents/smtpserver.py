#!/usr/bin/env python3
"""A real SMTP server on loopback (aiosmtpd): says its port, keeps what it gets as files, and can misbehave on demand.

smtpserver.py FOLDER [--tls CERT KEY] [--user NAME] [--answer "450 later" | --hang | --drop]
"""
import asyncio
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

folder = pathlib.Path(sys.argv[1])
options = sys.argv[2:]


def value(name, offset=1):
    return options[options.index(name) + offset] if name in options else None


class Handler:
    count = 0

    async def handle_DATA(self, server, session, envelope):
        Handler.count += 1
        (folder / f"{Handler.count}.eml").write_bytes(envelope.original_content)
        (folder / f"{Handler.count}.to").write_text(" ".join(envelope.rcpt_tos))
        if "--drop" in options:
            server.transport.abort()
        return value("--answer") or "250 kept"


def authenticate(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and data.login == value("--user").encode() and data.password == b"s3cret\xc3\xbc"
    return AuthResult(success=right, handled=False)


def protocol():
    more = {}
    if "--user" in options:
        more = dict(authenticator=authenticate, auth_required=True, auth_require_tls="--tls" in options)
    if "--tls" in options:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(value("--tls"), value("--tls", 2))
        more.update(tls_context=context, require_starttls=True)
    return SMTP(Handler(), hostname="localhost", **more)


async def main():
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
