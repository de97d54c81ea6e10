namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation;

/// <summary>A model's completion around an answer; the last box, or without one the last formula, is the answer.</summary>
internal static class Completion
{
    private static readonly string[] Boxed =
    [
        @"@B", @"$@B$", @"$$@B$$", @"So the answer is \(@B\).", @"Therefore, the answer is $@B$.", @"Thus, the final answer is: $@B$",
        "Simplifying step by step, we get the result.\n\n\\[ @B \\]", @"**Answer:** $@B$", "**Final Answer**\n\n$$\n@B\n$$",
        @"Hence $@B$ is the answer.",
        "We have 3 cases, of which 2 are impossible.\n\n$@B$\n\nThis completes the solution.",
        "### Step 2\nCollect the terms.\n\n\\[\n@B.\n\\]",
        @"The final answer is $@B$. I hope it is correct.", "<think>Let me see; this is short.</think>\n@B",
    ];

    private static readonly string[] Bare =
    [
        @"$@A$", @"$$@A$$", @"The final answer is $@A$. I hope it is correct.", @"The answer is \(@A\).",
        "Final Answer: The final answer is $@A$. I hope it is correct.",
    ];

    private static readonly string[] AfterDecoy =
    [
        @"A first guess would be $@D$, but checking it shows a slip. Redoing the work gives $@B$.",
        @"We compare $@D$ with the bound and find, after simplification, that the answer is $@B$.",
        "<think>Maybe it is \\boxed{@D}? No, let me redo it.</think>\nThe answer is @B.",
        "I get \\boxed{@D}. Wait, I dropped a sign.\n\nDoing it again, the answer is @B.",
        @"\boxed{@D}? No, let me redo it. The answer is @B.", "One student wrote $@D$, which is wrong.\n\n\\[ @B \\]",
        "Step 1: we obtain $@D$ before the correction.\nStep 2: after it,\n$$@B$$",
    ];

    private static readonly string[] Spoken =
    [
        "@A", "The answer is @A.", "Answer: @A", "The final answer is @A", "**Answer:** @A", "So we get two equal sides.\n#### @A",
        "Therefore, the answer is @A.",
    ];

    public static string Of(Problem problem, Candidate candidate, Draw draw)
    {
        if (candidate.Shape == Shape.Whole)
            return candidate.Text;
        if (candidate.Shape == Shape.Plain)
            return Fill(draw.Pick(Spoken), candidate.Text, "", draw);
        var decoy = candidate.IsEqual ? problem.Decoy(draw)?.Text : problem.Gold;
        var forms = draw.Int(1, 10) switch { <= 3 when decoy is not null => AfterDecoy, <= 5 => Bare, _ => Boxed };
        return Fill(draw.Pick(forms), candidate.Text, decoy ?? "", draw);
    }

    /// <summary>A completion that names the gold beside another answer and does not choose.</summary>
    public static Candidate? Hedge(Problem problem, Draw draw)
    {
        if (!problem.IsSingle || problem.Decoy(draw)?.Text is not { } decoy || decoy.Contains(',', StringComparison.Ordinal))
            return null;
        var (first, second) = draw.Chance(50) ? (problem.Gold, decoy) : (decoy, problem.Gold);
        var (name, text) = draw.Int(1, 7) switch
        {
            1 => ("hedge_or", $@"$\boxed{{{first} \text{{ or }} {second}}}$"),
            2 => ("hedge_two_boxes", $@"\boxed{{{first}}} or \boxed{{{second}}}"),
            3 => ("hedge_two_boxes", $@"The answer is $\boxed{{{first}}}$ or $\boxed{{{second}}}$."),
            4 => ("hedge_comma", $@"So the answer is \(\boxed{{{first}, {second}}}\)."),
            5 => ("hedge_and", $@"Thus, the final answer is: $\boxed{{{first} \text{{ and }} {second}}}$"),
            6 => ("hedge_sentence", $@"The final answer is ${first}$ or ${second}$. I hope it is correct."),
            _ => ("hedge_candidates", $@"It is one of these: $\boxed{{{decoy}, {first}, {second}}}$"),
        };
        return new(name, text, Shape.Whole, false);
    }

    private static string Fill(string form, string answer, string decoy, Draw draw)
    {
        var box = draw.Int(1, 20) switch { 1 => @"\boxed {", 2 => @"\boxed{ ", _ => @"\boxed{" };
        return form.Replace("@B", box + answer + "}", StringComparison.Ordinal).Replace("@A", answer, StringComparison.Ordinal)
            .Replace("@D", decoy, StringComparison.Ordinal);
    }
}
