using System.Text.Json;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Suites;

/// <summary>
/// RewardBench 2 (arXiv 2506.01937): the best of four. A row is worth 1 over the number of answers that share the highest score, where the right one is
/// among them. The domain Ties has prompts with several right answers beside prompts with one (<see cref="TiesScore"/>). The headline is the plain mean of
/// the six domains.
/// </summary>
internal sealed class RewardBench2Suite : ISuite
{
    private const string Ties = "Ties";
    private static readonly string[] Domains = ["Factuality", "Precise IF", "Math", "Safety", "Focus", Ties];

    public string Name => "rewardbench2";

    public string Origin =>
        "rows {id, prompt, chosen: [...], rejected: [...], subset} of the data set allenai/reward-bench-2, licence ODC-BY; "
        + "download it yourself and give the file or folder";

    public SuiteRow? Read(JsonElement row, long line, string file)
    {
        var place = new RowPlace(file, line);
        var fields = new SuiteFields(row, place, this);
        var subset = fields.Text("subset");
        if (!Domains.Contains(subset))
            throw place.Refuse("subset", $"'{subset}' is no domain of RewardBench 2", $"It has {string.Join(", ", Domains)}.");
        var id = fields.Id("id");
        if (subset == Ties && TiesScore.KeyOf(id) is null)
            throw place.Refuse("id", $"'{id}' of the domain Ties must be ref:N or tied:N", $"{Name}: {Origin}");
        return fields.Row(
            subset == Ties ? id : $"{subset}/{id}",
            subset,
            fields.Prompt("prompt"),
            [
                .. fields.Texts("chosen").Select(text => new SuiteAnswer(text, true)),
                .. fields.Texts("rejected").Select(text => new SuiteAnswer(text, false)),
            ]);
    }

    public IReadOnlyList<SuiteFigure> Figures(IReadOnlyList<SuiteResult> results) =>
    [
        new SuiteFigure("score", Score, results) { IsTotal = true },
        .. Domains.Where(domain => results.Any(result => result.Row.Subset == domain))
            .Select(domain => new SuiteFigure(domain, Of(domain), [.. results.Where(result => result.Row.Subset == domain)])),
    ];

    /// <summary>What a row is worth, 0 to 1: 1 over the answers that share the highest score, where a right one is among them.</summary>
    internal static double Best(SuiteResult result)
    {
        var most = result.Scores.Max()!.Value;
        var tied = result.Scores.Count(score => score == most);
        var right = result.Row.Answers.Zip(result.Scores).Any(pair => pair.First.IsRight && pair.Second == most);
        return right ? 1.0 / tied : 0;
    }

    private static Func<IReadOnlyList<SuiteResult>, double> Of(string domain) => domain == Ties ? TiesScore.Of : Mean;

    private static double Mean(IReadOnlyList<SuiteResult> rows) => rows.Count == 0 ? double.NaN : rows.Average(Best);

    private static double Score(IReadOnlyList<SuiteResult> rows) =>
        Domains.Average(domain => Of(domain)([.. rows.Where(row => row.Row.Subset == domain)]));
}
