#!/bin/sh
# Make the virtual environment and put the locked, hashed requirements and this project into it.
# Usage: tools/install.sh VENV REQUIREMENTS
set -eu
venv=$1
requirements=$2
here=$(cd "$(dirname "$0")/.." && pwd)

supported() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null
}

find_python() {
    for candidate in python3 python3.13 python3.12 python3.11; do
        if supported "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    echo "Python 3.11, 3.12 or 3.13 is needed and none was found. On Debian: apt-get install python3 python3-venv" >&2
    exit 2
}

if [ ! -x "$venv/bin/python" ] || ! supported "$venv/bin/python"; then
    python=$(find_python)
    echo "Making $venv with $("$python" --version)"
    if command -v uv >/dev/null; then
        uv venv --quiet --clear --python "$python" "$venv"
    elif ! "$python" -m venv --clear "$venv"; then
        echo "The virtual environment could not be made. On Debian: apt-get install python3-venv" >&2
        exit 2
    fi
fi

echo "Installing $requirements"
if command -v uv >/dev/null; then
    uv pip install --quiet --compile-bytecode --python "$venv/bin/python" --require-hashes -r "$requirements"
else
    # An environment that uv made has no pip of its own.
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$venv/bin/python" -m ensurepip >/dev/null
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements"
fi

# The project itself is linked, not built: building would fetch a build tool from the network.
site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n' "$here" >"$site/cloud_unless_checkout.pth"
# The commands, as an installation would make them. -P: a file named like a module in the folder must not be run.
command_for() {
    cat >"$venv/bin/$1" <<END
#!/bin/sh
exec "\$(dirname "\$(readlink -f "\$0")")/python" -P -m $2 "\$@"
END
    chmod +x "$venv/bin/$1"
}
command_for cloud-unless cloud_unless
command_for cloud-unless-policies policies
