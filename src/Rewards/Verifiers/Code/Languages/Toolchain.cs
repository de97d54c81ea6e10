using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Verifiers.Code.Languages;

/// <summary>What this machine has to compile and run programs with: the variables of languages.json, and what is missing.</summary>
internal static class Toolchain
{
    private static readonly Dictionary<string, string> s_variables = new()
    {
        ["{framework}"] = DotnetInstallation.Framework,
        ["{framework-version}"] = Path.GetFileName(DotnetInstallation.Framework),
        ["{dotnet}"] = Path.Combine(DotnetInstallation.Folder, "dotnet"),
        ["{csc}"] = DotnetInstallation.Compiler() ?? "csc.dll of the .NET SDK",
    };

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
}
