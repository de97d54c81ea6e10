namespace Rlar.Inference.Llama.Serving;

/// <summary>Which sequence a request gets, and how much of its prompt is already computed.</summary>
public sealed partial class LlamaEngine
{
    // Copying less than this is not worth what it costs to wait for it.
    private const int SharedLeast = 8;

    // With fewer tokens to come a copy of all that a sequence holds is not worth it.
    private const int MovedLeast = 32;
    private long _left;

    // In the order of asking: a request that does not fit yet keeps its place.
    private void Admit()
    {
        while (_active < _sequences.Length && _queue.First is { } pending)
        {
            var (source, length) = Best(pending.Prompt, null);
            var sequence = Place(pending, ref source, ref length);
            if (sequence is null)
                return;
            if (!_queue.TryTake(pending))
                continue;
            var slot = new EngineSlot(pending, Model.Vocabulary);
            if (source == sequence)
            {
                _context.Remove(sequence.Index, length);
                _cells?.Release(sequence.Index, length);
                slot.Decoded = slot.Shared = length;
                sequence.Forget();
            }
            else if (source is { Slot: null })
            {
                Copy(source, sequence, slot, length);
            }
            else if (source is not null)
            {
                slot.Waits = (source, length);
            }

            sequence.Slot = slot;
            _active++;
        }
    }

    // The sequence for a request, empty unless it is the source; null where the context has no room for it now.
    private EngineSequence? Place(PendingGeneration pending, ref EngineSequence? source, ref int length)
    {
        var sequence = LeastRecent(keeps: false, null)!;
        if (sequence != source && sequence.Left > 0)
            Empty(sequence);
        if (_cells is null)
            return sequence;
        var needed = pending.Cells - length;
        foreach (var other in _sequences)
            needed += other.Slot?.Needs ?? 0;
        MakeRoom(needed, source);
        // Nothing else can go: the request takes the source itself, without what follows the prefix there.
        if (_cells.Free < needed && source is { Slot: null })
        {
            _context.Remove(source.Index, length);
            _cells.Release(source.Index, length);
            source.Keep(source.Kept[..length], source.Left);
            sequence = source;
        }

        return _cells.Free >= needed || _active == 0 ? sequence : null;
    }

    // Gives up what is kept, the oldest first, until enough cells are free or nothing else is left.
    private void MakeRoom(int needed, EngineSequence? except)
    {
        while (_cells!.Free < needed && LeastRecent(keeps: true, except) is { } oldest)
            Empty(oldest);
    }

    // The idle sequence that was left first, an empty one before all; or the first of those that keep something.
    private EngineSequence? LeastRecent(bool keeps, EngineSequence? except)
    {
        EngineSequence? least = null;
        foreach (var sequence in _sequences)
        {
            if (sequence.Slot is null && sequence != except && (!keeps || sequence.Left > 0) && (least is null || sequence.Left < least.Left))
                least = sequence;
        }

        return least;
    }

    // The sequence with which a prompt has the most tokens in common, one that is over before one that runs; how many they are.
    private (EngineSequence? Source, int Length) Best(ReadOnlySpan<int> prompt, EngineSequence? asking)
    {
        if (!Model.SharesPrefixes)
            return (null, 0);
        EngineSequence? best = null;
        var most = SharedLeast - 1;
        // The last token is computed in any case: its logits are wanted.
        prompt = prompt[..^1];
        foreach (var sequence in _sequences)
        {
            // One that waits itself would make a chain; its leader has the same tokens.
            if (sequence == asking || sequence.Slot is { Waits: not null })
                continue;
            var held = sequence.Slot is { } slot ? slot.Tokens[..Math.Max(slot.Decoded, slot.Pending.Prompt.Length)] : sequence.Kept;
            if (!IsWhole(held.Length))
                continue;
            var length = prompt.CommonPrefixLength(held);
            if (length > most || (length == most && best is { Slot: not null } && sequence.Slot is null))
                (best, most) = (sequence, length);
        }

        return best is null ? (null, 0) : (best, most);
    }

    // Layers with a window may give up what lies before it.
    private bool IsWhole(int length) => Model.Window == 0 || length <= Model.Window;

    private void Copy(EngineSequence source, EngineSequence destination, EngineSlot slot, int length)
    {
        _context.CopyPrefix(source.Index, destination.Index, length);
        _cells?.Share(source.Index, destination.Index, length);
        slot.Decoded = slot.Shared = length;
        slot.Waits = null;
    }

    // Streams that follow each other are computed together, and a gap costs another pass over the weights: the last one moves into it.
    private void CloseGaps()
    {
        if (_cells is not null || !Model.SharesPrefixes || _active < 2 || _active == _sequences.Length || _queue.First is not null)
            return;
        var gap = 0;
        while (_sequences[gap].Slot is null)
            gap++;
        for (var last = _sequences.Length - 1; ; last--)
        {
            while (_sequences[gap].Slot is not null && gap < last)
                gap++;
            while (_sequences[last].Slot is null && gap < last)
                last--;
            if (gap >= last || _sequences[last].Slot is not { Waits: null, Needs: >= MovedLeast })
                return;
            Move(_sequences[last], _sequences[gap]);
        }
    }

    private void Move(EngineSequence source, EngineSequence destination)
    {
        var slot = source.Slot!;
        Empty(destination);
        if (slot.Decoded > 0)
            _context.CopyPrefix(source.Index, destination.Index, slot.Decoded);
        foreach (var other in _sequences)
        {
            if (other.Slot is { Waits: { } waits } follower && waits.Leader == source)
                follower.Waits = (destination, waits.Length);
        }

        Leave(source);
        destination.Slot = slot;
        _active++;
    }

    // A request is over: its tokens stay where another may want them.
    private void Leave(EngineSequence sequence)
    {
        var slot = sequence.Slot!;
        sequence.Slot = null;
        _active--;
        if (_keeps && slot.Decoded >= SharedLeast && IsWhole(slot.Decoded))
            sequence.Keep(slot.Tokens[..slot.Decoded], ++_left);
        else
            Empty(sequence);
    }

    private void Empty(EngineSequence sequence)
    {
        sequence.Forget();
        _cells?.Release(sequence.Index);
        _context.Remove(sequence.Index, 0);
    }
}
