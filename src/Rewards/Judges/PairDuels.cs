using Rlar.Kernels.Reference;
using Rlar.Kernels.Shaping;

namespace Rlar.Rewards.Judges;

/// <summary>
/// Which pairs of answers are put to the judge, and what their verdicts come to. An answer that says nothing loses without being asked about.
/// </summary>
internal sealed class PairDuels
{
    private readonly string[] _answers;
    private readonly (int First, int Second)[] _pairs;

    /// <summary>Plans.</summary>
    /// <param name="answers">[N] the answers.</param>
    /// <param name="pairs">Who meets whom.</param>
    internal PairDuels(string[] answers, (int First, int Second)[] pairs)
    {
        _answers = answers;
        _pairs = pairs;
        Asked = [.. pairs
            .Where(pair => !IsBlank(pair.First) && !IsBlank(pair.Second))
            .SelectMany(pair => new[] { (pair.First, pair.Second), (pair.Second, pair.First) })];
    }

    /// <summary>The prompts: which answer stands first, which second. Each pair has two, one after the other.</summary>
    internal IReadOnlyList<(int A, int B)> Asked { get; }

    /// <summary>The outcomes of the first answers.</summary>
    /// <param name="found">The result for each of <see cref="Asked"/>.</param>
    /// <param name="count">How many answers have an outcome; the others are only opponents.</param>
    /// <param name="hard">Whether a pair counts 0, 0.5 or 1 and not the judge's probability.</param>
    /// <param name="parts">Makes the parts of verdicts.</param>
    /// <param name="reason">What is to be said of them.</param>
    internal RewardOutcome[] Outcomes(
        IReadOnlyList<(JudgeVerdict? Verdict, RewardOutcome? Instead)> found,
        int count, bool hard,
        Func<IReadOnlyList<JudgeVerdict>, Dictionary<string, double>> parts,
        Func<Dictionary<string, double>, string?> reason)
    {
        var n = _answers.Length;
        var preferences = new double[n * n];
        var judged = new bool[n * n];
        var ties = new int[n];
        var verdicts = Enumerable.Range(0, n).Select(_ => new List<JudgeVerdict>()).ToArray();
        var failures = new RewardOutcome?[n];
        var next = 0;
        foreach (var (i, j) in _pairs)
        {
            var (there, back) = ((i * n) + j, (j * n) + i);
            if (IsBlank(i) || IsBlank(j))
            {
                preferences[there] = IsBlank(i) == IsBlank(j) ? 0.5 : IsBlank(i) ? 0 : 1;
                judged[there] = true;
                continue;
            }

            var (one, other) = (found[next], found[next + 1]);
            next += 2;
            if ((one.Instead ?? other.Instead) is { } instead)
            {
                failures[i] ??= instead;
                failures[j] ??= instead;
                continue;
            }

            (preferences[there], preferences[back]) = (one.Verdict!.Probabilities[0], other.Verdict!.Probabilities[0]);
            judged[there] = judged[back] = true;
            var agree = (preferences[there] - 0.5) * (preferences[back] - 0.5) < 0;
            if (!agree)
                (preferences[there], preferences[back]) = (0.5, 0.5);
            else if (hard)
                (preferences[there], preferences[back]) = (Math.Round(preferences[there]), Math.Round(preferences[back]));
            foreach (var answer in new[] { i, j })
            {
                ties[answer] += agree ? 0 : 1;
                verdicts[answer].Add(one.Verdict);
                verdicts[answer].Add(other.Verdict);
            }
        }

        var (opponents, rates) = (new int[n], new double[n]);
        new ReferenceShaping().WinRates(preferences, judged, MissingPair.LeaveOut, opponents, rates);
        return [.. Enumerable.Range(0, count).Select(index => opponents[index] == 0
            ? failures[index]!
            : Scored(rates[index], opponents[index], ties[index], verdicts[index], parts, reason))];
    }

    private bool IsBlank(int index) => JudgedAnswer.IsBlank(_answers[index]);

    private static RewardOutcome.Scored Scored(
        double rate, int opponents, int ties, List<JudgeVerdict> verdicts,
        Func<IReadOnlyList<JudgeVerdict>, Dictionary<string, double>> parts,
        Func<Dictionary<string, double>, string?> reason)
    {
        var made = verdicts.Count > 0 ? parts(verdicts) : [];
        made["opponents"] = opponents;
        made["ties"] = ties;
        return new RewardOutcome.Scored(rate)
        {
            Parts = made,
            Reason = reason(made) ?? (verdicts.Count > 0 ? null : "not asked: an answer of blanks and punctuation loses"),
        };
    }
}
