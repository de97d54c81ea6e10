using Rlar.Rewards.Sandbox;

namespace Rlar.Host.Commands;

/// <summary>How a file is run in the sandbox, by the end of its name.</summary>
internal static class SandboxPrograms
{
    /// <summary>The party that is the program.</summary>
    /// <param name="path">Its file name.</param>
    /// <param name="source">What is in it.</param>
    /// <param name="stdin">Its standard input.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="HostException">The end of the name is not known, or what runs such a file is missing.</exception>
    internal static SandboxParty Party(string path, byte[] source, byte[] stdin, IReadOnlyList<string> arguments)
    {
        var extension = Path.GetExtension(path);
        var name = "main" + extension;
        var files = new Dictionary<string, ReadOnlyMemory<byte>> { [name] = source };
        return extension switch
        {
            ".py" => SandboxParty.Script(source, stdin, name, arguments, files),
            ".sh" => Command("bash", [name, .. arguments]),
            ".js" => Command("node", [name, .. arguments]),
            ".c" => Compiled("gcc"),
            ".cpp" => Compiled("g++"),
            _ => throw new HostException($"{path}: it is not known how to run this; the name ends in .py, .sh, .js, .c or .cpp."),
        };

        SandboxParty Command(string program, IReadOnlyList<string> rest) =>
            SandboxPool.FindProgram(program) is null
                ? throw new HostException($"{path}: {program} is needed and not installed in /usr; see rlar doctor.")
                : SandboxParty.Command([program, .. rest], stdin, files);

        SandboxParty Compiled(string compiler)
        {
            _ = Command(compiler, []);
            return Command("sh", ["-c", $"{compiler} -O2 -o main {name} && exec ./main \"$@\"", "main", .. arguments]);
        }
    }

    /// <summary>The limits: the defaults, with those that were given.</summary>
    /// <param name="path">The program's file name.</param>
    /// <param name="given">name=value.</param>
    /// <exception cref="HostException">A limit without a value.</exception>
    internal static SandboxLimits Limits(string path, IEnumerable<string> given)
    {
        // node reserves far more address space than it uses.
        var limits = Path.GetExtension(path) == ".js" ? new SandboxLimits { AddressSpace = null } : new SandboxLimits();
        foreach (var text in given)
        {
            var at = text.IndexOf('=');
            limits = at > 0 ? limits.With(text[..at], text[(at + 1)..]) : throw new HostException($"--limit takes name=value, not '{text}'.");
        }

        return limits;
    }
}
