"""What a staged function holds: all that it imports, nothing else, and the same bytes everywhere."""

import ast
import json
import os
import re
import shutil
from importlib.metadata import distributions
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from infra.deploy import imports, requirements
from infra.deploy.staging import DATA_SUFFIXES, ROOT, Staged, StagingFailed, stage
from infra.functions import FUNCTIONS, Deployable

OURS = Deployable(name="pay", capability="pay", entry_point="pay")
MAIN = "functions/pay/main.py"


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Staged]:
    """Every function, staged."""
    build = tmp_path_factory.mktemp("build")
    return {function.name: stage(function, build) for function in FUNCTIONS}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Who imports whom, as import-linter's own library finds it."""
    return grimp.build_graph("common", "functions", exclude_type_checking_imports=True, cache_dir=None)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small house with one capability."""
    root = tmp_path / "source"
    write(
        root,
        {
            "functions/__init__.py": '"""All."""\n',
            "functions/pay/__init__.py": '"""A card."""\n',
            MAIN: "from common import money\n",
            "common/__init__.py": "",
            "common/money.py": "import json\n",
            "requirements.in": (ROOT / "requirements.in").read_text(),
            "requirements.txt": (ROOT / "requirements.txt").read_text(),
        },
    )
    return root


def write(root: Path, files: dict[str, str]) -> None:
    """Writes files under `root`."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def paths(staged: Staged) -> set[str]:
    """The files of a staged function, relative to its folder."""
    return {path.relative_to(staged.folder).as_posix() for path in staged.folder.rglob("*") if path.is_file()}


def names_in(requirements: Path) -> set[str]:
    """The distributions that a requirements.txt pins."""
    return set(re.findall(r"^([a-z0-9-]+)==", requirements.read_text(), re.MULTILINE))


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_the_folder_holds_what_the_capability_imports_and_nothing_else(
    function: Deployable, staged: dict[str, Staged], graph: grimp.ImportGraph
) -> None:
    main = f"functions.{function.capability}.main"
    modules = {main} | graph.find_upstream_modules(main)
    # Whoever imports a module imports the packages that hold it.
    packages = {module.rsplit(".", depth)[0] for module in modules for depth in range(1, module.count(".") + 1)}
    files = {path.as_posix() for name in modules | packages for path in candidates(name) if (ROOT / path).is_file()}
    assert paths(staged[function.name]) == files | {"main.py", "requirements.txt"}


def candidates(module: str) -> tuple[Path, Path]:
    """Where a module may lie."""
    stem = Path(*module.split("."))
    return stem.with_suffix(".py"), stem / "__init__.py"


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_no_other_capability_and_nothing_of_tests_or_tools_goes_along(
    function: Deployable, staged: dict[str, Staged]
) -> None:
    parts = [Path(path).parts for path in paths(staged[function.name])]
    assert {path[0] for path in parts} == {"main.py", "requirements.txt", "common", "functions"}
    assert {path[1] for path in parts if path[0] == "functions"} == {"__init__.py", function.capability}


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_the_entry_is_one_import_line(function: Deployable, staged: dict[str, Staged]) -> None:
    (line,) = ast.parse((staged[function.name].folder / "main.py").read_text()).body
    assert ast.unparse(line) == f"from functions.{function.capability}.main import {function.entry_point}"


def test_modules_are_imported_by_name_in_one_place_only() -> None:
    # Staging cannot follow these; the worker imports what the registry names, which it knows.
    found = [
        path for folder in imports.OURS for path in (ROOT / folder).rglob("*.py") if "import_module(" in read(path)
    ]
    assert [path.relative_to(ROOT).as_posix() for path in found] == ["common/entry/tasks.py"]


def read(path: Path) -> str:
    """Its text."""
    return path.read_text()


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_requirements_are_entries_of_the_lock_and_closed_under_dependencies(
    function: Deployable, staged: dict[str, Staged]
) -> None:
    own, lock = staged[function.name].folder / "requirements.txt", (ROOT / "requirements.txt").read_text()
    entries = re.split(r"\n(?! )", own.read_text().rstrip("\n"))
    assert [entry for entry in entries if entry not in lock or "--hash=sha256:" not in entry] == []
    names = names_in(own)
    assert "functions-framework" in names
    installed = {canonicalize_name(each.metadata["Name"]): each for each in distributions()}
    plain = [
        Requirement(line)
        for name in names
        for line in installed[canonicalize_name(name)].requires or ()
        if "extra ==" not in line
    ]
    here = [each.name for each in plain if each.marker is None or each.marker.evaluate()]
    assert {canonicalize_name(name) for name in here} - names == set()


@pytest.mark.parametrize(
    ("distribution", "users"),
    [
        ("openai", {"reply", "media", "contacts", "templates", "agents"}),
        ("google-api-python-client", {"backups"}),
        ("google-cloud-scheduler", set()),
        ("google-events", {"dispatch"}),
        ("pytest", set()),
    ],
)
def test_a_costly_distribution_goes_only_where_it_is_imported(
    distribution: str, users: set[str], staged: dict[str, Staged]
) -> None:
    assert {
        name for name, each in staged.items() if distribution in names_in(each.folder / "requirements.txt")
    } == users


def test_an_extra_that_is_asked_for_brings_its_dependencies(source: Path, tmp_path: Path) -> None:
    write(source, {MAIN: "def pay():\n    import jwt\n"})
    folder = stage(OURS, tmp_path / "build", root=source).folder
    assert {"pyjwt", "cryptography", "cffi"} <= names_in(folder / "requirements.txt")


def test_the_hash_depends_on_contents_and_paths_alone(source: Path, tmp_path: Path) -> None:
    first = stage(OURS, tmp_path / "one", root=source)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(source, elsewhere)
    for path in elsewhere.rglob("*.py"):
        os.utime(path, (0, 0))
    same = stage(OURS, tmp_path / "two" / "deeper", root=elsewhere)
    assert (same.content_hash, same.bytes, same.files) == (first.content_hash, first.bytes, first.files)
    write(source, {"common/unused.py": "X = 1\n"})
    assert stage(OURS, tmp_path / "one", root=source).content_hash == first.content_hash
    write(elsewhere, {"common/money.py": "import json  # counted\n"})
    assert stage(OURS, tmp_path / "two", root=elsewhere).content_hash != first.content_hash


def test_what_an_earlier_staging_left_is_gone(source: Path, tmp_path: Path) -> None:
    build = tmp_path / "build"
    write(build, {"pay/common/old.py": "", "pay/__pycache__/main.cpython-311.pyc": "", "other/main.py": ""})
    assert paths(stage(OURS, build, root=source)) == {
        "main.py",
        "requirements.txt",
        "functions/__init__.py",
        "functions/pay/__init__.py",
        MAIN,
        "common/__init__.py",
        "common/money.py",
    }
    assert (build / "other" / "main.py").exists()


@pytest.mark.parametrize(
    "line",
    [
        "from common.coins import cents",
        "import common.coins.cents",
        "from common.coins.cents import ONE",
        "def pay():\n    from common.coins.cents import ONE",
        "async def pay():\n    if True:\n        import common.coins.cents as c",
        "try:\n    from common.coins.cents import *\nexcept ImportError:\n    pass",
        "if TYPE_CHECKING:\n    import abc\nelse:\n    from common.coins import cents",
    ],
)
def test_every_kind_of_import_is_followed(line: str, source: Path, tmp_path: Path) -> None:
    write(source, {MAIN: line + "\n", "common/coins/__init__.py": "", "common/coins/cents.py": "ONE = 1\n"})
    assert {"common/coins/__init__.py", "common/coins/cents.py"} <= paths(stage(OURS, tmp_path / "b", root=source))


@pytest.mark.parametrize("line", ["from . import rates", "from .rates import ONE", "from ..pay import rates"])
def test_a_relative_import_is_followed(line: str, source: Path, tmp_path: Path) -> None:
    write(source, {MAIN: line + "\n", "functions/pay/rates.py": "ONE = 1\n"})
    assert "functions/pay/rates.py" in paths(stage(OURS, tmp_path / "b", root=source))


@pytest.mark.parametrize("test", ["TYPE_CHECKING", "typing.TYPE_CHECKING"])
def test_what_only_types_need_stays_behind(test: str, source: Path, tmp_path: Path) -> None:
    write(
        source, {MAIN: f"import typing\nfrom typing import TYPE_CHECKING\nif {test}:\n    from common import money\n"}
    )
    assert [path for path in paths(stage(OURS, tmp_path / "b", root=source)) if path.startswith("common")] == []


def test_data_goes_along_with_the_package_that_it_lies_in(source: Path, tmp_path: Path) -> None:
    data = {f"common/data{suffix}": "x" for suffix in DATA_SUFFIXES}
    hidden = {"common/.DS_Store": "x", "common/__pycache__/money.pyc": "x"}
    write(source, {**data, **hidden, "common/far/__init__.py": "", "common/far/away.json": json.dumps({})})
    found = {path for path in paths(stage(OURS, tmp_path / "b", root=source)) if not path.endswith(".py")}
    assert found == {*data, "requirements.txt"}


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({MAIN: "import yaml\n"}, r"main\.py imports yaml, which no package in requirements\.txt provides; add it to"),
        ({MAIN: "import pytest\n"}, r"imports pytest, which no package in requirements\.txt provides"),
        ({MAIN: "from infra import functions\n"}, r"imports infra\.functions, which no package"),
        (
            {MAIN: "from common.gold import bar\n"},
            r"main\.py imports common\.gold, but there is no module common\.gold",
        ),
        (
            {MAIN: "import functions.lend.main\n", "functions/lend/__init__.py": "", "functions/lend/main.py": ""},
            r"pay imports functions/lend/__init__\.py, which is another capability's",
        ),
        ({"common/model.bin": "x"}, r"common/model\.bin is neither Python nor data of a kind that is deployed"),
    ],
)
def test_what_cannot_go_along_is_told_in_a_sentence(
    files: dict[str, str], sentence: str, source: Path, tmp_path: Path
) -> None:
    write(source, files)
    with pytest.raises(StagingFailed, match=sentence):
        stage(OURS, tmp_path / "b", root=source)


def test_an_environment_that_is_not_the_locked_one_is_told(source: Path, tmp_path: Path) -> None:
    lock = source / "requirements.txt"
    lock.write_text(re.sub(r"^flask==\S+", "flask==0.0.1", lock.read_text(), flags=re.MULTILINE))
    with pytest.raises(StagingFailed, match=r"flask is not installed in the locked version 0\.0\.1; run `make setup`"):
        stage(OURS, tmp_path / "b", root=source)
    lock.write_text(re.sub(r"^flask==.*\n(?: .*\n)*", "", lock.read_text(), flags=re.MULTILINE))
    with pytest.raises(StagingFailed, match=r"requirements\.txt lacks flask; run `make lock`"):
        stage(OURS, tmp_path / "b", root=source)


def test_the_lock_is_read_whole() -> None:
    lock = requirements.Lock.read(ROOT / "requirements.txt")
    assert "".join(lock.entries.values()) == (ROOT / "requirements.txt").read_text()
