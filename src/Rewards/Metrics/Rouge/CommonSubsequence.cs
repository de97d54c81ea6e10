using System.Runtime.CompilerServices;
using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Metrics.Rouge;

/// <summary>
/// Longest common subsequences, 64 words of the reference at a time (Hyyrö 2004): after each word of the answer, a zero bit stands wherever the table's
/// cell is one more than that before it.
/// </summary>
internal sealed class CommonSubsequence
{
    private readonly Scratch<ulong> _masks = new();
    private readonly Scratch<byte> _carries = new();
    private readonly Scratch<ulong> _steps = new();

    /// <summary>How many blocks of 64 words there are.</summary>
    internal static int BlockCount(int words) => (words + 63) / 64;

    /// <summary>The length of the longest common subsequence.</summary>
    /// <param name="reference">Numbers below <paramref name="vocabulary"/>.</param>
    /// <param name="answer">Numbers below it, none negative.</param>
    /// <param name="vocabulary">How many words have numbers.</param>
    internal int Length(ReadOnlySpan<int> reference, ReadOnlySpan<int> answer, int vocabulary)
    {
        var masks = Masks(vocabulary);
        var carries = Carries(answer, reference.Length);
        var length = 0;
        for (var from = 0; from < reference.Length; from += 64)
        {
            var block = reference.Slice(from, Math.Min(64, reference.Length - from));
            Fill(masks, block);
            var row = ulong.MaxValue;
            if (reference.Length <= 64)
            {
                foreach (var word in answer)
                {
                    var mask = masks[word];
                    row = (row + (row & mask)) | (row & ~mask);
                }
            }
            else
            {
                for (var j = 0; j < answer.Length; j++)
                    row = Next(row, masks[answer[j]], ref carries[j]);
            }

            length += 64 - System.Numerics.BitOperations.PopCount(row);
            Empty(masks, block);
        }

        return length;
    }

    /// <summary>
    /// Marks the words of the reference that belong to one longest common subsequence: the one that rouge-score's way back through the table finds.
    /// </summary>
    /// <param name="reference">Numbers below <paramref name="vocabulary"/>.</param>
    /// <param name="answer">Numbers below it; a negative one is in no reference.</param>
    /// <param name="vocabulary">How many words have numbers.</param>
    /// <param name="marks">[reference] set to true where a word belongs; others stay as they are.</param>
    internal void Mark(ReadOnlySpan<int> reference, ReadOnlySpan<int> answer, int vocabulary, Span<bool> marks)
    {
        var blocks = BlockCount(reference.Length);
        var steps = _steps.Resize(checked(blocks * answer.Length));
        var masks = Masks(vocabulary);
        var carries = Carries(answer, reference.Length);
        for (var b = 0; b < blocks; b++)
        {
            var block = reference.Slice(64 * b, Math.Min(64, reference.Length - 64 * b));
            Fill(masks, block);
            var row = ulong.MaxValue;
            for (var j = 0; j < answer.Length; j++)
            {
                var mask = answer[j] < 0 ? 0 : masks[answer[j]];
                row = blocks == 1 ? Next(row, mask) : Next(row, mask, ref carries[j]);
                steps[b * answer.Length + j] = row;
            }

            Empty(masks, block);
        }

        // Back from the end: take a word that both have, else leave the answer's if the cell without it is as good, else the reference's.
        for (var (i, j) = (reference.Length - 1, answer.Length - 1); i >= 0 && j >= 0;)
        {
            if (reference[i] == answer[j])
            {
                marks[i] = true;
                i--;
                j--;
            }
            else if ((steps[i / 64 * answer.Length + j] >> (i % 64) & 1) == 0)
            {
                j--;
            }
            else
            {
                i--;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Next(ulong row, ulong mask) => (row + (row & mask)) | (row & ~mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Next(ulong row, ulong mask, ref byte carry)
    {
        var matches = row & mask;
        var sum = row + matches;
        var overflow = sum < row ? 1 : 0;
        var all = sum + carry;
        overflow |= all < sum ? 1 : 0;
        carry = (byte)overflow;
        return all | (row & ~mask);
    }

    // All zero between two calls.
    private Span<ulong> Masks(int vocabulary)
    {
        if (_masks.Count < vocabulary)
            _masks.Append(vocabulary - _masks.Count).Clear();
        return _masks.Items;
    }

    private Span<byte> Carries(ReadOnlySpan<int> answer, int reference)
    {
        if (reference <= 64)
            return [];
        var carries = _carries.Resize(answer.Length);
        carries.Clear();
        return carries;
    }

    private static void Fill(Span<ulong> masks, ReadOnlySpan<int> block)
    {
        for (var i = 0; i < block.Length; i++)
            masks[block[i]] |= 1UL << i;
    }

    private static void Empty(Span<ulong> masks, ReadOnlySpan<int> block)
    {
        foreach (var word in block)
            masks[word] = 0;
    }
}
