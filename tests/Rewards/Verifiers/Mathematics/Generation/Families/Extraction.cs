namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Whole completions in which several places could be read as the answer: the last box decides, or nothing does.</summary>
internal static class Extraction
{
    public static Problem Any(Draw draw)
    {
        var value = draw.Chance(30) ? Fractions.Draw(draw, 12) : new Rational(draw.Int(2, 400));
        var gold = Tex.Of(value);
        var other = Tex.Of(value + draw.Int(1, 8));
        var third = Tex.Of(value + draw.Int(10, 30));
        var problem = new Problem("extraction", gold);
        void Right(string rewrite, string text) => problem.Right(rewrite, Fill(text, gold, other), Shape.Whole);
        void Wrong(string rewrite, string text) => problem.Wrong(rewrite, Fill(text, gold, other), Shape.Whole);
        string Fill(string text, string good, string bad) =>
            text.Replace("@G", good, StringComparison.Ordinal).Replace("@W", bad, StringComparison.Ordinal)
            .Replace("@T", third, StringComparison.Ordinal);
        Right("two_boxes_revised", @"\boxed{@W}? No, let me redo it. The answer is \boxed{@G}.");
        Wrong("two_boxes_revised", @"\boxed{@G}? No, let me redo it. The answer is \boxed{@W}.");
        Right("three_boxes", "First \\boxed{@W}, then \\boxed{@T}; both are wrong.\n\nThe correct value is \\boxed{@G}.");
        Wrong("three_boxes", "First \\boxed{@G}, then \\boxed{@T}; both are wrong.\n\nThe correct value is \\boxed{@W}.");
        Right("box_after_sentence", @"The final answer is $@W$. I hope it is correct. \boxed{@G}");
        Wrong("box_after_sentence", @"The final answer is $@G$. I hope it is correct. \boxed{@W}");
        Right("formula_after_box", @"$\boxed{@G}$. (Had the sign been lost, it would have been $@W$.)");
        Wrong("formula_after_box", @"$\boxed{@W}$. (Had the sign been lost, it would have been $@G$.)");
        Right("think", "<think>\nPerhaps \\boxed{@W}.\n</think>\nThe answer is \\boxed{@G}.");
        Wrong("think", "<think>\nPerhaps \\boxed{@G}.\n</think>\nThe answer is \\boxed{@W}.");
        Wrong("think_only", "<think>The answer is \\boxed{@G}.</think>\nI could not finish.");
        Wrong("box_with_percent", @"First $@G$. Then $\boxed{@W\%}$.");
        Wrong("empty_box", @"We get $@G$, so $\boxed{}$.");
        Wrong("question_mark", @"We get $@G$. $\boxed{?}$");
        Wrong("box_with_words", @"Since $x = @G$ is one case, the answer is $\boxed{\text{unknown}}$.");
        Wrong("intermediate_only", @"We start from $@G$ and subtract. The final answer is $@W$. I hope it is correct.");
        Right("intermediate_first", @"We start from $@W$ and subtract $@T$. The final answer is $@G$. I hope it is correct.");
        Wrong("two_boxes_or", @"\boxed{@G} or \boxed{@W}");
        Wrong("two_boxes_or_turned", @"The answer is \boxed{@W} or \boxed{@G}.");
        Wrong("all_candidates", @"It is one of $\boxed{@W, @G, @T}$.");
        Right("display_box", "Adding up,\n\\begin{align*}\nx &= @T \\\\\n\\boxed{x = @G}\n\\end{align*}");
        Wrong("display_box", "Adding up,\n\\begin{align*}\nx &= @G \\\\\n\\boxed{x = @W}\n\\end{align*}");
        Right("boxed_equation", @"Hence $y = @T - z = \boxed{@G}$.");
        Wrong("boxed_equation", @"Hence $y = @G - z = \boxed{@W}$.");
        Right("hidden_box_in_middle", "$$\\boxed{@G}$$\n\nThis uses 3 steps and 12 terms.");
        Wrong("no_answer", "I cannot solve this problem.");
        Wrong("gold_in_prose", "I tried @G first, and then gave up.\n\\boxed{}");
        return problem;
    }
}
