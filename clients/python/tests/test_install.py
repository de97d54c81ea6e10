"""pip installs the package with neither network nor registry."""

import importlib.util
import os
import subprocess
import sys
import tempfile
import unittest
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "packaging"))
import rlar_build  # noqa: E402


class InstallTests(unittest.TestCase):
    @unittest.skipUnless(importlib.util.find_spec("pip"), "this Python has no pip (python3-pip)")
    def test_pip_installs_it_without_an_index(self):
        with tempfile.TemporaryDirectory() as folder:
            venv.create(folder, with_pip=False)
            python = os.path.join(folder, "bin", "python")
            pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--disable-pip-version-check", "--force-reinstall"]
            environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
            for what, where in ((["-e", str(ROOT)], str(ROOT)), ([str(ROOT)], os.path.realpath(folder))):
                done = subprocess.run([*pip, *what], capture_output=True, text=True, env=environment)
                self.assertEqual(0, done.returncode, done.stderr)
                shown = subprocess.run(
                    [python, "-c", "import rlar, rlar.verl; print(rlar.__file__)"], capture_output=True, text=True, cwd=folder, env=environment
                )
                self.assertIn(where, os.path.realpath(shown.stdout.strip()), shown.stderr)

    def test_a_wheel_has_every_module_and_the_same_bytes_twice(self):
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
            name = rlar_build.build_wheel(first)
            self.assertEqual(Path(first, name).read_bytes(), Path(second, rlar_build.build_wheel(second)).read_bytes())
            packed = set(zipfile.ZipFile(Path(first, name)).namelist())
        self.assertLessEqual({f"rlar/{path.name}" for path in (ROOT / "src" / "rlar").glob("*.py")}, packed)

    def test_the_version_is_one(self):
        sys.path.insert(0, str(ROOT / "src"))
        import rlar
        from rlar._exchange import AGENT

        self.assertEqual((rlar_build._project("version"), f"rlar-python/{rlar.__version__}"), (rlar.__version__, AGENT))
