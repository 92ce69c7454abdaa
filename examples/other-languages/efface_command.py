import json
import os
import subprocess


def delete_persons(command, configuration, account, ids, variable, secret):
    """Deletes people and returns the exit code and one result for each person."""
    process = subprocess.run(
        [*command, "delete-person", "--config", configuration, "--account", account, "--yes", "--json", "-"],
        input="".join(f"{each}\n" for each in ids),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, variable: secret},
    )
    return process.returncode, [json.loads(line) for line in process.stdout.splitlines()]
