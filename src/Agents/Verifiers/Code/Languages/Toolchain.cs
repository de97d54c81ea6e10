using Rlar.Agents.Sandbox;

namespace Rlar.Agents.Verifiers.Code.Languages;

/// <summary>What this machine has to compile and run programs with: the variables of languages.json, and what is missing.</summary>
internal static class Toolchain
{
    private static readonly string s_framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly Dictionary<string, string> s_variables = new()
    {
        ["{framework}"] = s_framework,
        ["{framework-version}"] = Path.GetFileName(s_framework),
        ["{dotnet}"] = Path.Combine(DotnetFolder, "dotnet"),
        ["{csc}"] = Compiler() ?? "csc.dll of the .NET SDK",
    };

    /// <summary>The folder of this machine's .NET, which the sandbox shows to programs.</summary>
    internal static string DotnetFolder => Path.GetFullPath(Path.Combine(s_framework, "..", "..", ".."));

    /// <summary>Text with its variables filled in.</summary>
    internal static string Fill(string text)
    {
        foreach (var (variable, value) in s_variables)
            text = text.Replace(variable, value, StringComparison.Ordinal);
        return text;
    }

    /// <summary>What a language needs and this machine lacks, with the command that installs it, or null.</summary>
    internal static string? Missing(CodeLanguage language)
    {
        foreach (var (need, packages) in language.Needs)
        {
            var name = Fill(need);
            if (Path.IsPathRooted(name) ? !File.Exists(name) : Bubblewrap.Find(name) is null)
                return $"{name} is not installed (on Debian: apt-get install {packages})";
        }

        return null;
    }

    /// <summary>The C# compiler of the newest SDK here, or null.</summary>
    private static string? Compiler()
    {
        var sdks = Path.Combine(DotnetFolder, "sdk");
        return Directory.Exists(sdks)
            ? Directory.EnumerateDirectories(sdks)
                .Order(StringComparer.Ordinal)
                .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"))
                .LastOrDefault(File.Exists)
            : null;
    }
}
