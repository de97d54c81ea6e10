using System.Globalization;
using System.Text;

namespace Rlar.Bench.Truth;

/// <summary>How often verdicts are what people say, by file and by tool, of this build and of another beside it.</summary>
internal static class TruthComparison
{
    /// <summary>Prints one table, and writes it where a folder is given.</summary>
    /// <param name="shared">The folder of shared data.</param>
    /// <param name="folder">Where to write; null: nowhere.</param>
    /// <param name="programs">The program of this build, and where given the one of a build before it.</param>
    internal static void Run(string shared, string? folder, IReadOnlyList<string> programs)
    {
        var cases = LabelledCases.Read(shared);
        var values = programs.Select(program => RlarCommand.Values(program, cases)).ToList();
        var text = new StringBuilder();
        _ = text.AppendLine("# Verdicts beside labels").AppendLine()
            .AppendLine("- command: `dotnet run -c Release --project bench -- truth RLAR [RLAR_BEFORE]`, with `--results` and this folder")
            .AppendLine("- right: the value is what the label says; false right: a full reward for what is not to have one")
            .AppendLine("- after the stroke: the build before").AppendLine()
            .AppendLine("| file | tool | rows | right | share | false rights | other errors |")
            .AppendLine("|---|---|--:|--:|--:|--:|--:|");
        foreach (var set in Enumerable.Range(0, cases.Count).GroupBy(index => cases[index].Set))
        {
            Line(set.Key, "all", [.. set]);
            var tools = set.GroupBy(index => cases[index].Kind);
            foreach (var tool in tools.OrderByDescending(tool => tool.Count()).ThenBy(tool => tool.Key, StringComparer.Ordinal))
                Line("", tool.Key, [.. tool]);
        }

        Console.Write(text);
        if (folder is null)
            return;
        _ = Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "truth.md"), text.ToString());

        void Line(string set, string tool, int[] indices)
        {
            var counts = values.Select(build => Count(cases, build, indices)).ToList();
            _ = text.AppendLine(CultureInfo.InvariantCulture,
                $"| {set} | {tool} | {indices.Length} | {Beside(counts, c => $"{c.Right}")} "
                + $"| {Beside(counts, c => string.Create(CultureInfo.InvariantCulture, $"{(double)c.Right / indices.Length:0.000}"))} "
                + $"| {Beside(counts, c => $"{c.FalseRights}")} | {Beside(counts, c => $"{indices.Length - c.Right - c.FalseRights}")} |");
        }
    }

    private static (int Right, int FalseRights) Count(List<LabelledCase> cases, double?[] values, int[] indices) =>
        (indices.Count(index => cases[index].Label.Accepts(Verdict(cases[index], values[index]))),
            indices.Count(index => cases[index].Label.IsFalseRight(Verdict(cases[index], values[index]))));

    // People said yes or no to an answer to an open question; a value from one half on is a yes.
    private static double? Verdict(LabelledCase one, double? value) => one.Set == LabelledCases.Questions ? (value >= 0.5 ? 1 : 0) : value;

    private static string Beside(List<(int Right, int FalseRights)> counts, Func<(int Right, int FalseRights), string> of) =>
        string.Join(" / ", counts.Select(of));
}
