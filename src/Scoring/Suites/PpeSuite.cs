using System.Globalization;
using System.Text.Json;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Suites;

/// <summary>
/// PPE, Preference Proxy Evaluations (arXiv 2410.14872). Human preference: two responses and the winner, ties left out; accuracy. Correctness: K responses
/// and which are right; accuracy over the pairs of a right and a wrong one, and how often the best of K by score is right. Rows whose responses are all
/// right or all wrong tell nothing and are left out.
/// </summary>
internal sealed class PpeSuite : ISuite
{
    public string Name => "ppe";

    public string Origin =>
        "rows {question_id, prompt, response_1, response_2, winner} (lmarena-ai/PPE-Human-Preference-V1) or {prompt, response_1 ... response_K, scores} "
        + "(lmarena-ai/PPE-MMLU-Pro-Best-of-K and its like); the licences are on the data sets' pages; download them yourself and give the file or folder";

    public SuiteRow? Read(JsonElement row, long line, string file)
    {
        var fields = new SuiteFields(row, new RowPlace(file, line), this);
        var id = fields.Id("question_id", "id");
        var subset = fields.TextOrNull("benchmark", "language") ?? "all";
        if (!fields.Has("winner"))
            return Correctness(fields, id, subset);
        var right = fields.Text("winner") switch
        {
            "model_a" => 0,
            "model_b" => 1,
            "tie" or "tie (bothbad)" => -1,
            _ => throw fields.Missing("winner", "model_a, model_b or tie"),
        };
        return right < 0 ? null : fields.Row(
            id,
            subset,
            fields.Prompt("prompt"),
            [new SuiteAnswer(fields.Text("response_1"), right == 0), new SuiteAnswer(fields.Text("response_2"), right == 1)]);
    }

    public IReadOnlyList<SuiteFigure> Figures(IReadOnlyList<SuiteResult> results)
    {
        var many = results.Where(result => result.Row.Answers.Count > 2).ToArray();
        return
        [
            new SuiteFigure("accuracy", PairSuite.Accuracy, results) { IsTotal = true },
            .. many.Length == 0
                ? Array.Empty<SuiteFigure>()
                : [new SuiteFigure("best of K", rows => rows.Count == 0 ? double.NaN : rows.Average(BestOfK), many)],
            .. PairSuite.BySubset(results),
        ];
    }

    private static SuiteRow? Correctness(SuiteFields fields, string id, string subset)
    {
        var right = fields.Flags("scores");
        if (right.All(flag => flag) || !right.Any(flag => flag))
            return null;
        return fields.Row(
            id,
            subset,
            fields.Prompt("prompt"),
            [.. right.Select((flag, i) => new SuiteAnswer(fields.Text("response_" + (i + 1).ToString(CultureInfo.InvariantCulture)), flag))]);
    }

    // Of those that share the highest score, the share that is right: what a draw among them would give.
    private static double BestOfK(SuiteResult result)
    {
        var most = result.Scores.Max();
        return result.Row.Answers.Zip(result.Scores).Where(pair => pair.Second == most).Average(pair => pair.First.IsRight ? 1.0 : 0);
    }
}
