using System.Diagnostics;
using Rlar.Tests;

namespace Rlar.Architecture.Tests;

/// <summary>The scripts that start things: nothing of the system is installed unasked, and what a change can reach is run.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rlar-scripts-").FullName;

    public ScriptTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "bin"));
        Directory.CreateDirectory(Path.Combine(_folder, ".ci"));
        foreach (var file in Directory.GetFiles(Path.Combine(SharedData.Repository, ".ci")))
            File.Copy(file, Path.Combine(_folder, ".ci", Path.GetFileName(file)));
        Program("apt-get", "echo \"$*\" >>installed");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void InstallPackages_NobodyToAsk_NamesTheCommandAndInstallsNothing()
    {
        Program("id", "echo 0");
        var (code, error) = Bash(". .ci/packages; install_packages 'to see' one two");
        Assert.Equal(1, code);
        Assert.Contains("missing: one two (to see). Install with: apt-get install -y --no-install-recommends one two ", error, StringComparison.Ordinal);
        Assert.Contains("--yes", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "installed")));
    }

    [Fact]
    public void InstallPackages_NotRoot_NamesTheCommandEvenWithYes()
    {
        Program("id", "echo 1000");
        var (code, error) = Bash("RLAR_YES=1; . .ci/packages; install_packages 'to see' one");
        Assert.Equal(1, code);
        Assert.Contains("sudo apt-get install -y --no-install-recommends one", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "installed")));
    }

    [Fact]
    public void InstallPackages_Yes_InstallsThem()
    {
        Program("id", "echo 0");
        Assert.Equal(0, Bash("RLAR_YES=1; . .ci/packages; install_packages 'to see' one two").Code);
        Assert.Equal(["install -y --no-install-recommends one two"], File.ReadAllLines(Path.Combine(_folder, "installed")));
    }

    [Fact]
    public void InstallPackages_NoListsYet_FetchesThemAndLosesOnlyWhatCannotBeHad()
    {
        Program("id", "echo 0");
        Program("apt-get", "echo \"$*\" >>installed; case \"$*\" in update) touch lists ;; *gone*) exit 100 ;; *) [ -f lists ] ;; esac");
        var (code, error) = Bash("RLAR_YES=1; . .ci/packages; install_packages 'to see' one gone");
        Assert.Equal(1, code);
        Assert.Contains("could not be installed: gone", error, StringComparison.Ordinal);
        Assert.Equal("install -y --no-install-recommends one", File.ReadAllLines(Path.Combine(_folder, "installed"))[2]);
    }

    [Fact]
    public void ProjectsOf_Project_AreItsOwnAndAllItReferences()
    {
        foreach (var (name, references) in ((string, string[])[])[("A", ["B", "C"]), ("B", ["C"]), ("C", [])])
        {
            Directory.CreateDirectory(Path.Combine(_folder, "src", name));
            File.WriteAllText(
                Path.Combine(_folder, "src", name, name + ".csproj"),
                string.Concat(references.Select(reference => $"<ProjectReference PrivateAssets=\"all\" Include=\"..\\{reference}\\{reference}.csproj\" />\n")));
        }

        Assert.Equal(0, Bash(". .ci/projects; projects_of src/A/A.csproj >listed").Code);
        Assert.Equal(["src/A/A.csproj", "src/B/B.csproj", "src/C/C.csproj"], File.ReadAllLines(Path.Combine(_folder, "listed")));
    }

    private void Program(string name, string script)
    {
        var path = Path.Combine(_folder, "bin", name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    private (int Code, string Error) Bash(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            UseShellExecute = false,
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = Path.Combine(_folder, "bin") + ":" + Environment.GetEnvironmentVariable("PATH");
        start.Environment.Remove("RLAR_YES");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error.Result);
    }
}
