namespace Rlar.Scoring.Suites;

/// <summary>The suites that RLAR reads. None is shipped: each is read from the user's own copy.</summary>
public static class RewardSuites
{
    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<ISuite> All { get; } =
    [
        new RewardBenchSuite(),
        new RewardBench2Suite(),
        new RmBenchSuite(),
        new PairSuite(
            "judgebench",
            "rows {pair_id, source, question, response_A, response_B, label: \"A>B\"|\"B>A\"} of ScalerLab/JudgeBench, licence MIT; "
            + "download it yourself and give the file",
            fields => Pair(
                fields,
                fields.Id("pair_id", "original_id"),
                fields.TextOrNull("source") ?? "all",
                fields.Prompt("question"),
                (fields.Text("response_A"), fields.Text("response_B")),
                fields.Text("label") switch
                {
                    "A>B" => 1,
                    "B>A" => 2,
                    _ => throw fields.Missing("label", "A>B or B>A"),
                })),
        new PpeSuite(),
        new PairSuite(
            "llmbar",
            "rows {input, output_1, output_2, label: 1|2} of princeton-nlp/LLMBar (Dataset/LLMBar/*/dataset.json), licence MIT; "
            + "download it yourself and give the file",
            fields => Pair(
                fields,
                fields.Id("id"),
                fields.TextOrNull("subset") ?? "all",
                fields.Prompt("input", "instruction"),
                (fields.Text("output_1"), fields.Text("output_2")),
                fields.Number("label"))),
        new PairSuite(
            "pandalm",
            "rows {idx, instruction, input, response1, response2, majority: 0|1|2} of WeOpenML/PandaLM's test set, licence Apache-2.0; "
            + "download it yourself and give the file",
            fields => Pair(
                fields,
                fields.Id("idx", "id"),
                fields.TextOrNull("app", "motivation_app") ?? "all",
                Instruction(fields.Text("instruction"), fields.TextOrNull("input")),
                (fields.Text("response1"), fields.Text("response2")),
                fields.Number("majority"))),
        new PairSuite(
            "preferences",
            "rows {prompt, chosen, rejected, subset or source?}, as many preference sets have them (HHH alignment among them)",
            fields => fields.Row(
                fields.Id("id"),
                fields.TextOrNull("subset", "source") ?? "all",
                fields.Prompt("prompt"),
                [
                    .. fields.Texts("chosen").Select(text => new SuiteAnswer(text, true)),
                    .. fields.Texts("rejected").Select(text => new SuiteAnswer(text, false)),
                ])),
    ];

    // A tie of the annotators is left out: no accuracy can be had of it.
    private static SuiteRow? Pair(
        SuiteFields fields, string id, string subset, IReadOnlyList<Message> prompt, (string First, string Second) answers, int label)
    {
        if (label is < 0 or > 2)
            throw fields.Missing("label", "1 or 2");
        return label == 0
            ? null
            : fields.Row(id, subset, prompt, [new SuiteAnswer(answers.First, label == 1), new SuiteAnswer(answers.Second, label == 2)]);
    }

    private static Message[] Instruction(string instruction, string? input) =>
        [new Message("user", string.IsNullOrWhiteSpace(input) ? instruction : $"{instruction}\n\n{input}")];
}
