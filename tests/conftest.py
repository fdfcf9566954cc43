"""What every test may use: real PostgreSQL and Valkey, started once a run when a test first asks for them."""

import hashlib
import os
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from app.local.services import Services, free_port, running_services

ROOT = Path(__file__).resolve().parent.parent
# Short, since a Unix socket's path is limited to about 100 characters, and one per checkout.
SERVICES_FOLDER = (
    Path(tempfile.gettempdir()) / f"habits-tests-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}"
)
VALKEY_PORT = free_port()


# A law is about values; how long one example takes is the machine's business.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_configure() -> None:
    """Give Django its environment before it reads the settings; the servers behind it start later."""
    if not (ROOT / "app/backend/config/settings.py").exists():
        return
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "APP_ENVIRONMENT": "local",
        "APP_VERSION": "test",
        "LOG_LEVEL": "WARNING",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "DATABASE_URL": f"postgresql://postgres@/postgres?host={SERVICES_FOLDER / 'postgres'}",
        "CACHE_URL": f"redis://127.0.0.1:{VALKEY_PORT}/0",
        "DJANGO_SECRET_KEY": "only-for-tests-" + "0" * 40,
        "MEDIA_ROOT": str(SERVICES_FOLDER / "media"),
    }
    from django.conf import settings

    # Loaded settings are the sign on which pytest-django sets Django up. A worker of xdist has loaded them
    # already, from the environment that it inherited, and with another worker's cache.
    settings.CACHES["default"]["LOCATION"] = os.environ["CACHE_URL"]


@pytest.fixture(scope="session")
def services() -> Generator[Services]:
    """Both servers. Workers of one run share PostgreSQL (each with a database of its own) but not Valkey."""
    with running_services(SERVICES_FOLDER, durable=False, valkey_port=VALKEY_PORT) as running:
        yield running


@pytest.fixture(scope="session")
def django_db_modify_db_settings(services: Services) -> None:
    """Start the servers before pytest-django makes the test database: one of its own for each process."""
    from django.conf import settings

    settings.DATABASES["default"]["TEST"]["NAME"] = f"test_{VALKEY_PORT}"
