namespace Rlar.Scoring.Suites;

/// <summary>What a tool made of a row.</summary>
/// <param name="Row">The row.</param>
/// <param name="Scores">[answers] what the tool gave, on its own scale; null where it did not score.</param>
public sealed record SuiteResult(SuiteRow Row, IReadOnlyList<double?> Scores)
{
    /// <summary>
    /// [answers] the same where the tool was shown the answers in the opposite order, put back into the row's; null for a tool that sees one answer at a time.
    /// </summary>
    public IReadOnlyList<double?>? Swapped { get; init; }

    /// <summary>Whether every answer has a score, in both orders where there are two.</summary>
    public bool IsWhole => Scores.All(score => score is not null) && Swapped?.All(score => score is not null) != false;

    /// <summary>The scores of the right answers, and of the wrong ones. Call it of a whole result.</summary>
    /// <param name="swapped">Whether of the opposite order.</param>
    internal (double[] Right, double[] Wrong) Sides(bool swapped = false)
    {
        var scores = swapped ? Swapped! : Scores;
        var sides = Row.Answers.Zip(scores, (answer, score) => (answer.IsRight, Score: score!.Value)).ToLookup(pair => pair.IsRight, pair => pair.Score);
        return ([.. sides[true]], [.. sides[false]]);
    }

    /// <summary>
    /// How right the row is, 0 to 1: the share of pairs of a right and a wrong answer in which the right one has the higher score, a tie for half. With two
    /// orders a pair is right where the two together prefer the right answer, and half where they cancel out (JudgeBench's rule, its ties for half).
    /// </summary>
    internal double PairShare(double tie = 0.5)
    {
        var (right, wrong) = Sides();
        var (rightSwapped, wrongSwapped) = Swapped is null ? (right, wrong) : Sides(swapped: true);
        var sum = 0.0;
        for (var i = 0; i < right.Length; i++)
        {
            for (var j = 0; j < wrong.Length; j++)
            {
                var vote = Math.Sign(right[i] - wrong[j]) + Math.Sign(rightSwapped[i] - wrongSwapped[j]);
                sum += vote > 0 ? 1 : vote == 0 ? tie : 0;
            }
        }

        return sum / (right.Length * wrong.Length);
    }
}
