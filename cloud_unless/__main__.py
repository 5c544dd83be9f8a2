"""`python -m cloud_unless` is the command."""

from cloud_unless.app import run

if __name__ == "__main__":
    run()
