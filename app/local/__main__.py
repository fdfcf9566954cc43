"""Run the habit tracker on this machine: `python -m app.local` (or `make demo`)."""

import argparse
import contextlib
import os
import signal
import sys
import time
from collections.abc import Generator
from pathlib import Path
from types import FrameType

import psycopg
import waitress

from app.local.services import Services, running_services
from app.local.site import site_and_api

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "app/web/dist"
DATABASE = "habits"
STACKS = ("staging", "prod")


def main() -> int:
    """Parse the command line, do what it asks, and give the exit code."""
    arguments = parser().parse_args()
    if not (DIST / "index.html").exists():
        print("error: the web app is not built; run: make web", file=sys.stderr)
        return 1
    # SIGINT as well: a shell starts background jobs with it ignored, and then Python would not listen.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, stop)
    with contextlib.suppress(KeyboardInterrupt):
        if arguments.blueprint:
            show_stacks()
        serve(arguments.port, arguments.data, demo_user=arguments.demo_user)
    print("\nStopped; the data stays in", os.path.relpath(arguments.data))
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    result = argparse.ArgumentParser(prog="python -m app.local", description=__doc__)
    result.add_argument("--port", type=int, default=8000, help="TCP port on 127.0.0.1 (default: %(default)s)")
    result.add_argument(
        "--data",
        type=Path,
        default=ROOT / ".local/demo",
        help="folder of the database (default: .local/demo); delete it to start afresh",
    )
    result.add_argument(
        "--demo-user", action="store_true", help="make a user with a year of habits when there is none"
    )
    result.add_argument("--blueprint", action="store_true", help="first show what each stack would be on AWS")
    return result


def stop(_signal: int, _frame: FrameType | None) -> None:
    """Unwind when asked to end, so that the servers are stopped too."""
    raise KeyboardInterrupt


@contextlib.contextmanager
def step(title: str) -> Generator[None]:
    """Print what goes on, and how long it took."""
    print(f"  {title} …", end=" ", flush=True)
    started = time.monotonic()
    yield
    print(f"{time.monotonic() - started:.1f} s", flush=True)


def show_stacks() -> None:
    """Print for each stack what it would be on AWS: resources by tier, policy verdict, cost a month."""
    from blueprint.blueprint import REFUSALS
    from blueprint.terminal import summary

    for stack in STACKS:
        try:
            print(summary(stack), flush=True)
        except REFUSALS as refusal:
            sys.exit(f"error: Pulumi.{stack}.yaml: {refusal}")


def serve(port: int, data: Path, *, demo_user: bool) -> None:
    """Start the servers, bring the database up to date and answer requests until interrupted."""
    print("Habit Tracker on this machine")
    with contextlib.ExitStack() as servers:
        with step("PostgreSQL and Valkey"):
            services = servers.enter_context(running_services(data))
            make_database(services)
        configure(services, data, port)
        import django
        from django.core.management import call_command
        from django.core.wsgi import get_wsgi_application

        django.setup()
        with step("migrations"):
            call_command("migrate", verbosity=0)
        if demo_user:
            with step("a demo user with a year of habits"):
                call_command("seed_demo", verbosity=0)
        application = site_and_api(get_wsgi_application(), DIST)
        print(f"\n  http://127.0.0.1:{port}", flush=True)
        if demo_user:
            print("  log in as demo@example.com with the password demo-habits")
        print("  Ctrl-C stops everything\n", flush=True)
        waitress.serve(application, listen=f"127.0.0.1:{port}", threads=8, _quiet=True)


def make_database(services: Services) -> None:
    """Create the application's database in a server that is new."""
    with psycopg.connect(services.database_url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not found:
            connection.execute(f"CREATE DATABASE {DATABASE}")


def configure(services: Services, data: Path, port: int) -> None:
    """Give Django its environment: the one way in which every deployment is configured."""
    sys.path.insert(0, str(ROOT / "app/backend"))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "APP_ENVIRONMENT": "local",
        "APP_VERSION": "local",
        "LOG_LEVEL": "WARNING",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "DATABASE_URL": services.database_url.replace("/postgres?", f"/{DATABASE}?"),
        "CACHE_URL": services.cache_url,
        "DJANGO_SECRET_KEY": f"not-secret-since-it-only-serves-127.0.0.1-port-{port}",
        "MEDIA_ROOT": str(data / "media"),
        # By address, and here everybody has the same one.
        "SIGNUPS_PER_HOUR": "1000",
    }


if __name__ == "__main__":
    sys.exit(main())
