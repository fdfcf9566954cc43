"""Photos in a private bucket: browsers write and read by signed requests, never by credentials."""

from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import batched
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from uploads.storage import FORM_LASTS, URL_LASTS, Form, MissingError, StorageError, Stored, TooLargeError

DELETED_AT_ONCE = 1000  # the most that S3 takes


class S3Storage:
    """The bucket `bucket` in `region`."""

    def __init__(self, *, bucket: str, region: str) -> None:
        self.bucket = bucket
        self.client = s3_client(region)

    def form(self, key: str, *, content_type: str, size: int) -> Form:
        with translated():
            posted = self.client.generate_presigned_post(
                self.bucket,
                key,
                Fields={"Content-Type": content_type},
                Conditions=[{"Content-Type": content_type}, ["content-length-range", size, size]],
                ExpiresIn=int(FORM_LASTS.total_seconds()),
            )
        return Form(url=posted["url"], fields=posted["fields"])

    def url(self, key: str) -> str:
        with translated():
            signed: str = self.client.generate_presigned_url(
                "get_object",
                Params={"Bucket": self.bucket, "Key": key},
                ExpiresIn=int(URL_LASTS.total_seconds()),
            )
        return signed

    def read(self, key: str, *, at_most: int) -> bytes:
        with translated():
            found = self.client.get_object(Bucket=self.bucket, Key=key)
            if found["ContentLength"] > at_most:
                found["Body"].close()
                raise TooLargeError
            data: bytes = found["Body"].read()
        return data

    def write(self, key: str, data: bytes, *, content_type: str) -> None:
        with translated():
            self.client.put_object(Bucket=self.bucket, Key=key, Body=data, ContentType=content_type)

    def delete(self, keys: Collection[str]) -> None:
        with translated():
            for some in batched(keys, DELETED_AT_ONCE, strict=False):
                objects = [{"Key": key} for key in some]
                answer = self.client.delete_objects(
                    Bucket=self.bucket, Delete={"Objects": objects, "Quiet": True}
                )
                for error in answer.get("Errors", []):
                    raise StorageError(error["Code"])

    def objects(self, prefix: str) -> Iterator[Stored]:
        with translated():
            pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
            for page in pages:
                for found in page.get("Contents", []):
                    yield Stored(key=found["Key"], changed_at=found["LastModified"])


@cache
def s3_client(region: str) -> Any:
    """The SDK's client, which is slow to make and safe to share."""
    config = Config(
        signature_version="s3v4",
        connect_timeout=3,
        read_timeout=10,
        retries={"total_max_attempts": 2, "mode": "standard"},
        # The bucket's host with its region, which the site's policy lets browsers talk to.
        s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"},
    )
    return boto3.client("s3", region_name=region, config=config)


@contextmanager
def translated() -> Generator[None]:
    """The SDK's failures as ours, with their kind alone: its messages repeat keys."""
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        raise (MissingError() if code == "NoSuchKey" else StorageError(code)) from None
    except BotoCoreError as error:
        raise StorageError(type(error).__name__) from None
