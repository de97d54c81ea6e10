namespace Rlar.Rewards.Sandbox;

/// <summary>
/// The outer wall: the bubblewrap command line under which a supervisor runs. New user, pid, network, ipc, uts and cgroup namespaces; the
/// system's programs read-only and nothing else of the host's files; the rights over its own namespaces, which the supervisor needs to wall
/// its parties off from each other and which those give up.
/// </summary>
internal static class Bubblewrap
{
    private const string NobodyId = "65534";
    private static readonly string[] s_systemFolders = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];
    private static readonly string[] s_devices = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"];
    private static readonly string[] s_settings = ["/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/etc/timezone", "/etc/mime.types"];

    /// <summary>What is needed and missing, with the command that installs it, or null.</summary>
    internal static string? Missing()
    {
        if (!OperatingSystem.IsLinux()
            || System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture != System.Runtime.InteropServices.Architecture.X64)
            return "the sandbox needs Linux on x86-64: its system-call filter is written for that";
        if (Find("bwrap") is null)
            return "the sandbox needs bubblewrap; install it: apt-get install bubblewrap (dnf, pacman, zypper: bubblewrap)";
        if (Find("python3") is null)
            return "the sandbox needs python3 of the system (/usr/bin/python3); install it: apt-get install python3";
        if (IsRoot && Find("setpriv") is null)
            return "as root the sandbox needs setpriv, to be nobody inside; install it: apt-get install util-linux";
        return null;
    }

    /// <summary>A command's path in the folders that the sandbox has, or null.</summary>
    internal static string? Find(string name) =>
        new[] { "/usr/local/bin/", "/usr/bin/", "/bin/" }.Select(folder => folder + name).FirstOrDefault(File.Exists);

    /// <summary>The command line.</summary>
    /// <param name="folders">Folders of the host outside /usr that programs need, read-only; a runtime's, for example.</param>
    /// <param name="command">What runs inside.</param>
    internal static IReadOnlyList<string> CommandLine(IEnumerable<string> folders, params IEnumerable<string> command)
    {
        List<string> line = [];

        // A limit on processes binds everybody but root; and what breaks out of all walls should come out as nobody.
        if (IsRoot)
            line.AddRange([Find("setpriv")!, "--reuid", NobodyId, "--regid", NobodyId, "--clear-groups", "--"]);
        line.AddRange(
        [
            Find("bwrap")!, "--unshare-all", "--die-with-parent", "--new-session",
            "--cap-add", "ALL", "--uid", NobodyId, "--gid", NobodyId, "--hostname", "sandbox",
        ]);
        line.AddRange(["--clearenv", "--setenv", "PATH", "/usr/local/bin:/usr/bin:/bin", "--setenv", "HOME", "/tmp", "--setenv", "LANG", "C.UTF-8"]);

        // Sets and dictionaries of text in the same order in every run: a program's output is a function of its input.
        line.AddRange(["--setenv", "PYTHONHASHSEED", "0"]);
        line.AddRange(["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--tmpfs", "/dev", "--dir", "/dev/shm", "--tmpfs", "/tmp", "--tmpfs", "/etc"]);
        foreach (var folder in s_systemFolders.Where(Directory.Exists))
            line.AddRange(new DirectoryInfo(folder).LinkTarget is { } target ? ["--symlink", target, folder] : ["--ro-bind", folder, folder]);
        foreach (var device in s_devices)
            line.AddRange(["--dev-bind", device, device]);
        foreach (var (link, target) in new[]
        {
            ("/dev/fd", "/proc/self/fd"),
            ("/dev/stdin", "/proc/self/fd/0"),
            ("/dev/stdout", "/proc/self/fd/1"),
            ("/dev/stderr", "/proc/self/fd/2"),
        })
            line.AddRange(["--symlink", target, link]);
        foreach (var setting in s_settings.Where(Path.Exists))
            line.AddRange(["--ro-bind", setting, setting]);
        foreach (var folder in folders.Where(folder => !folder.StartsWith("/usr/", StringComparison.Ordinal)))
            line.AddRange(["--ro-bind", folder, folder]);
        line.Add("--");
        line.AddRange(command);
        return line;
    }

    private static bool IsRoot => Environment.UserName == "root" || Environment.IsPrivilegedProcess;
}
