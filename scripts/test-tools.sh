# shellcheck shell=sh
# To be sourced after setup.sh, with $root set: the Python tools of the tests, those behind Tests/Support/MockCloud, the
# validator that gives a second opinion on schemas, readers of Parquet files, and what drives a browser.

has_test_tools() {
    # Asked by running them, because a name on the PATH may be the stub of a version manager with nothing behind it.
    python3 -c 'import axe_core_python, boto3, duckdb, jsonschema, pyarrow, selenium, viztracer, yaml' >/dev/null 2>&1 &&
        aws --version >/dev/null 2>&1 &&
        moto_server --help >/dev/null 2>&1 &&
        cfn-lint --version >/dev/null 2>&1
}

# Puts the tools on the PATH: those of the machine, or pinned ones in a virtual environment of the working copy.
prepare_test_tools() {
    if has_test_tools; then return 0; fi
    tools=$root/.build/python
    requirements=$root/scripts/test-requirements.txt
    # The copy of the requirements is written last, so that it marks a complete installation of just these versions.
    if ! cmp -s "$requirements" "$tools/installed.txt"; then
        say "Installing the Python tools of the tests into .build/python ..."
        rm -rf "$tools"
        mkdir -p "$root/.build" &&
            python3 -m venv "$tools" >&2 &&
            "$tools/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements" </dev/null >&2 &&
            cp "$requirements" "$tools/installed.txt" || return 1
    fi
    PATH=$tools/bin:$PATH
    export PATH
    has_test_tools
}
