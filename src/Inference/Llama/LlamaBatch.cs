using Rlar.Inference.Native;

namespace Rlar.Inference.Llama;

/// <summary>
/// The tokens of one step, each with its place. It owns no native memory: its arrays are pinned, and the engine reads them during a decode.
/// Not for several threads at once.
/// </summary>
internal sealed unsafe class LlamaBatch
{
    private readonly int[] _tokens;
    private readonly int[] _positions;
    private readonly int[] _counts;
    private readonly int[] _sequences;
    private readonly nint[] _sequencePointers;
    private readonly sbyte[] _outputs;

    /// <summary>Makes an empty batch.</summary>
    /// <param name="capacity">How many tokens fit, at least 1.</param>
    internal LlamaBatch(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _tokens = GC.AllocateUninitializedArray<int>(capacity, pinned: true);
        _positions = GC.AllocateUninitializedArray<int>(capacity, pinned: true);
        _counts = GC.AllocateUninitializedArray<int>(capacity, pinned: true);
        _sequences = GC.AllocateUninitializedArray<int>(capacity, pinned: true);
        _sequencePointers = GC.AllocateUninitializedArray<nint>(capacity, pinned: true);
        _outputs = GC.AllocateUninitializedArray<sbyte>(capacity, pinned: true);
        _counts.AsSpan().Fill(1);
        fixed (int* sequences = _sequences)
        {
            for (var index = 0; index < capacity; index++)
                _sequencePointers[index] = (nint)(sequences + index);
        }
    }

    /// <summary>How many tokens fit.</summary>
    internal int Capacity => _tokens.Length;

    /// <summary>How many tokens it holds.</summary>
    internal int Count { get; private set; }

    /// <summary>The id of the first token; there is one.</summary>
    internal int First => _tokens[0];

    /// <summary>How many of them ask for logits.</summary>
    internal int OutputCount { get; private set; }

    /// <summary>Adds a token.</summary>
    /// <param name="token">Its id.</param>
    /// <param name="position">Its place in its sequence, from 0.</param>
    /// <param name="sequence">Its sequence, from 0.</param>
    /// <param name="output">Whether the logits after it are wanted.</param>
    /// <returns>Its index, by which its logits are asked for.</returns>
    /// <exception cref="InvalidOperationException">The batch is full.</exception>
    internal int Add(int token, int position, int sequence, bool output)
    {
        if (Count == Capacity)
            throw new InvalidOperationException($"The batch holds {Capacity} tokens and is full.");
        _tokens[Count] = token;
        _positions[Count] = position;
        _sequences[Count] = sequence;
        _outputs[Count] = output ? (sbyte)1 : (sbyte)0;
        OutputCount += output ? 1 : 0;
        return Count++;
    }

    /// <summary>Asks for the logits after a token, too.</summary>
    internal void Ask(int index)
    {
        OutputCount += _outputs[index] == 0 ? 1 : 0;
        _outputs[index] = 1;
    }

    /// <summary>Removes all tokens.</summary>
    internal void Clear() => Count = OutputCount = 0;

    /// <summary>Why a context with these sizes cannot decode this batch; null where it can.</summary>
    internal string? Problem(int vocabulary, int sequences, int positions)
    {
        for (var index = 0; index < Count; index++)
        {
            if ((uint)_tokens[index] >= (uint)vocabulary)
                return $"token {index} of the batch is {_tokens[index]}, and the vocabulary has {vocabulary}";
            if ((uint)_sequences[index] >= (uint)sequences)
                return $"token {index} of the batch is in sequence {_sequences[index]}, and the context has {sequences}";
            if ((uint)_positions[index] >= (uint)positions)
                return $"token {index} of the batch is at position {_positions[index]}, and the context holds {positions} tokens";
        }

        return null;
    }

    /// <summary>Whether the token of an index asked for logits.</summary>
    internal bool HasOutput(int index) => (uint)index < (uint)Count && _outputs[index] != 0;

    /// <summary>The batch as the engine wants it; good while this object is alive.</summary>
    internal LlamaNativeBatch Native()
    {
        // The arrays are pinned for good, so their addresses outlive these statements.
        fixed (int* tokens = _tokens, positions = _positions, counts = _counts)
        fixed (nint* sequences = _sequencePointers)
        fixed (sbyte* outputs = _outputs)
            return new LlamaNativeBatch
            {
                Count = Count,
                Tokens = tokens,
                Positions = positions,
                SequenceCounts = counts,
                Sequences = (int**)sequences,
                Outputs = outputs,
            };
    }
}
