using System.Text.Json;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Suites;

/// <summary>
/// RM-Bench (arXiv 2410.16184): three right and three wrong answers a prompt, each side concise, detailed, and detailed with markup. Of the nine pairs
/// hard is the right answer in a plainer style than the wrong one, normal the same style, easy the fancier. A tie is wrong, as in its code.
/// </summary>
internal sealed class RmBenchSuite : ISuite
{
    private const int Styles = 3;

    public string Name => "rm-bench";

    public string Origin =>
        "rows {id, prompt, chosen: [3], rejected: [3], domain} of THU-KEG/RM-Bench (total_dataset.json), licence ODC-BY; "
        + "download it yourself and give the file";

    public SuiteRow? Read(JsonElement row, long line, string file)
    {
        var fields = new SuiteFields(row, new RowPlace(file, line), this);
        var (chosen, rejected) = (fields.Texts("chosen"), fields.Texts("rejected"));
        if (chosen.Count != Styles)
            throw fields.Missing("chosen", "a list of three texts");
        if (rejected.Count != Styles)
            throw fields.Missing("rejected", "a list of three texts");
        return fields.Row(
            fields.Id("id"),
            fields.Text("domain"),
            fields.Prompt("prompt"),
            [
                .. chosen.Select((text, style) => new SuiteAnswer(text, true, style)),
                .. rejected.Select((text, style) => new SuiteAnswer(text, false, style)),
            ]);
    }

    public IReadOnlyList<SuiteFigure> Figures(IReadOnlyList<SuiteResult> results) =>
    [
        new SuiteFigure("average", Average, results) { IsTotal = true },
        new SuiteFigure("hard", rows => Domains(rows, -1), results),
        new SuiteFigure("normal", rows => Domains(rows, 0), results),
        new SuiteFigure("easy", rows => Domains(rows, 1), results),
        .. results.GroupBy(DomainOf).OrderBy(domain => domain.Key, StringComparer.Ordinal)
            .Select(domain => new SuiteFigure(domain.Key, rows => new[] { -1, 0, 1 }.Average(order => Share(rows, order)), [.. domain])),
    ];

    // safety-refuse and safety-response are one domain of four.
    private static string DomainOf(SuiteResult result) => result.Row.Subset.Split('-')[0];

    private static double Average(IReadOnlyList<SuiteResult> rows) => new[] { -1, 0, 1 }.Average(order => Domains(rows, order));

    // The mean of the domains, whatever their sizes.
    private static double Domains(IReadOnlyList<SuiteResult> rows, int order) =>
        rows.Count == 0 ? double.NaN : rows.GroupBy(DomainOf).Average(domain => Share([.. domain], order));

    private static double Share(IReadOnlyList<SuiteResult> rows, int order) => rows.Average(row => Share(row, order));

    private static double Share(SuiteResult result, int order)
    {
        var (right, wrong) = result.Sides();
        var (won, pairs) = (0, 0);
        for (var i = 0; i < Styles; i++)
        {
            for (var j = 0; j < Styles; j++)
            {
                if (Math.Sign(i - j) != order)
                    continue;
                pairs++;
                won += right[i] > wrong[j] ? 1 : 0;
            }
        }

        return (double)won / pairs;
    }
}
