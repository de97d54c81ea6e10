using System.Text.RegularExpressions;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>
/// What a program may not contain, by its text: a rule of a data set or a trainer, and no protection (that is the sandbox). A program that
/// passes no gate is wrong.
/// </summary>
/// <param name="imports">Modules that may not be imported.</param>
/// <param name="texts">Texts that may not occur anywhere.</param>
internal sealed partial class CodeGate(IReadOnlyCollection<string> imports, IReadOnlyCollection<string> texts)
{
    /// <summary>open-instruct's: should_execute of open_instruct/code_utils/code_utils.py, which looks for these texts.</summary>
    internal static IReadOnlyList<string> OpenInstructTexts { get; } =
        ["threading", "multiprocess", "multiprocessing", "import os", "from os", "shutil", "import torch", "from torch", "import sklearn", "from sklearn"];

    /// <summary>What open-instruct's reliability guard, which is HumanEval's, takes away that its own test cases look at.</summary>
    internal static IReadOnlyList<string> OpenInstructDisabled { get; } = ["builtins.exit", "builtins.quit", "subprocess.Popen"];

    /// <summary>Whether it lets every program through.</summary>
    internal bool IsOpen => imports.Count == 0 && texts.Count == 0;

    /// <summary>Why a program may not run, or null.</summary>
    /// <param name="program">The program.</param>
    internal string? Refuses(string program)
    {
        foreach (var text in texts)
        {
            if (program.Contains(text, StringComparison.Ordinal))
                return $"contains '{text}', which the gate forbids";
        }

        if (imports.Count == 0)
            return null;
        foreach (Match import in Import().Matches(program))
        {
            foreach (var name in import.Groups["names"].Value.Split(','))
            {
                var module = name.TrimStart().Split(' ', '.', '\t')[0];
                if (imports.Contains(module))
                    return $"imports {module}, which the gate forbids";
            }
        }

        return null;
    }

    [GeneratedRegex(
        @"^[ \t]*(?:from[ \t]+(?<names>[\w.]+)[ \t]+import|import[ \t]+(?<names>[\w., \t]+))",
        RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Import();
}
