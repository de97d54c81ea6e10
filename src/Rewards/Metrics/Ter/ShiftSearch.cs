using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Metrics.Ter;

/// <summary>
/// tercom's greedy search as sacrebleu has it: as long as it lowers the edit distance, move the run of words whose move lowers it most. What is tried, in
/// which order, and the limits decide the number, so all of them are sacrebleu's.
/// </summary>
internal sealed class ShiftSearch
{
    private const int MostWordsMoved = 10;
    private const int MostDistance = 50;
    private const int MostTries = 1000;

    private readonly BeamTable _table = new();
    private readonly Scratch<int> _words = new();
    private readonly Scratch<int> _moved = new();
    private readonly Scratch<int> _alignment = new();
    private readonly Scratch<int> _errors = new();
    private readonly Scratch<int> _referenceErrors = new();

    // In the order in which moves are preferred.
    private readonly record struct Move(int Gain, int Length, int Start, int Target)
    {
        internal bool IsBetterThan(Move other) =>
            (Gain, Length, -Start, -Target).CompareTo((other.Gain, other.Length, -other.Start, -other.Target)) > 0;
    }

    /// <summary>The number of edits, moves among them, that make the hypothesis the reference.</summary>
    /// <param name="reference">Its words, at least one, none negative.</param>
    /// <param name="hypothesis">Its words; negative where the reference does not have them.</param>
    internal int Edits(ReadOnlySpan<int> reference, ReadOnlySpan<int> hypothesis)
    {
        hypothesis.CopyTo(_words.Resize(hypothesis.Length));
        _table.Begin(reference.Length, hypothesis.Length);
        _table.Fill(reference, _words.Items, 0);
        var (moves, tries) = (0, 0);
        while (true)
        {
            var best = BestMove(reference, ref tries);
            if (tries >= MostTries || best is not { Gain: > 0 } move)
                return moves + _table.Distance;
            moves++;
            var at = Place(move.Start, move.Length, move.Target);
            _moved.Items.CopyTo(_words.Items[at..]);
            _table.Fill(reference, _words.Items, at);
        }
    }

    private Move? BestMove(ReadOnlySpan<int> reference, ref int tries)
    {
        Align(reference);
        ReadOnlySpan<int> words = _words.Items;
        Move? best = null;
        for (var start = 0; start < words.Length; start++)
        {
            // A run is moved only if there is an error in it, and only to where there is one.
            if (words[start] < 0 || Errors(_errors, start, MostWordsMoved) == 0)
                continue;
            var end = Math.Min(reference.Length, start + MostDistance + 1);
            for (var from = Math.Max(0, start - MostDistance); from < end; from++)
            {
                if (reference[from] != words[start] || Errors(_referenceErrors, from, MostWordsMoved) == 0)
                    continue;
                var longest = Math.Min(MostWordsMoved, Math.Min(words.Length - start, reference.Length - from));
                for (var length = 1; length <= longest && words[start + length - 1] == reference[from + length - 1]; length++)
                {
                    if (Errors(_errors, start, length) == 0 || Errors(_referenceErrors, from, length) == 0)
                        continue;
                    var aligned = _alignment.Items[from];
                    if (aligned >= start && aligned < start + length)
                        continue;
                    Try(reference, start, from, length, ref best, ref tries);
                    if (tries >= MostTries)
                        return best;
                }
            }
        }

        return best;
    }

    // To before the word that is aligned with the reference's, and after each of those that follow.
    private void Try(ReadOnlySpan<int> reference, int start, int from, int length, ref Move? best, ref int tries)
    {
        var last = -1;
        for (var offset = -1; offset < length && from + offset < reference.Length; offset++)
        {
            var target = from + offset < 0 ? 0 : _alignment.Items[from + offset] + 1;
            if (target == last)
                continue;
            last = target;
            var at = Place(start, length, target);
            var distance = _moved.Count == 0 ? _table.Distance : _table.DistanceWith(reference, _words.Items, at, _moved.Items);
            var move = new Move(_table.Distance - distance, length, start, target);
            tries++;
            if (best is not { } known || move.IsBetterThan(known))
                best = move;
        }
    }

    // Writes what stands where the move changes the words, and returns where that is; nothing where it changes none.
    private int Place(int start, int length, int target)
    {
        ReadOnlySpan<int> words = _words.Items;
        var run = words.Slice(start, length);
        int at;
        if (target < start)
        {
            at = target;
            run.CopyTo(_moved.Resize(start + length - target));
            words[target..start].CopyTo(_moved.Items[length..]);
        }
        else
        {
            // After the run, the target is a place in the text; within it, one in the text without the run.
            var end = target > start + length ? target : Math.Min(words.Length, target + length);
            at = start;
            words[(start + length)..end].CopyTo(_moved.Resize(end - start));
            run.CopyTo(_moved.Items[(end - start - length)..]);
        }

        var same = _moved.Items.CommonPrefixLength(words.Slice(at, _moved.Count));
        if (same == _moved.Count)
        {
            _moved.Clear();
        }
        else if (same > 0)
        {
            _moved.Items[same..].CopyTo(_moved.Items);
            _moved.Remove(same);
        }

        return at + same;
    }

    // One path of least cost: which word of the hypothesis each word of the reference stands beside, and how many errors there are before each word.
    private void Align(ReadOnlySpan<int> reference)
    {
        ReadOnlySpan<int> words = _words.Items;
        var alignment = _alignment.Resize(reference.Length);
        var errors = _errors.Resize(words.Length + 1);
        var referenceErrors = _referenceErrors.Resize(reference.Length + 1);
        for (var (i, j) = (words.Length, reference.Length); i > 0 || j > 0;)
        {
            var isSame = i > 0 && j > 0 && words[i - 1] == reference[j - 1];
            var step = _table.Step(i, j, isSame);
            if (step != 'd')
            {
                alignment[j - 1] = i - 1;
                referenceErrors[j] = step == 's' && isSame ? 0 : 1;
                j--;
            }

            if (step != 'i')
            {
                errors[i] = step == 's' && isSame ? 0 : 1;
                i--;
            }
        }

        Add(errors);
        Add(referenceErrors);
    }

    private static void Add(Span<int> errors)
    {
        errors[0] = 0;
        for (var i = 1; i < errors.Length; i++)
            errors[i] += errors[i - 1];
    }

    private static int Errors(Scratch<int> sums, int at, int length) => sums.Items[Math.Min(sums.Count - 1, at + length)] - sums.Items[at];
}
