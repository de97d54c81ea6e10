namespace Rlar.Inference.Llama;

/// <summary>The engine's own thread: what it does in each step.</summary>
public sealed partial class LlamaEngine
{
    // Copying less than this is not worth what it costs to wait for it.
    private const int SharedLeast = 8;
    private PendingGeneration? _next;

    private void Run()
    {
        Exception? ended = null;
        try
        {
            while (WaitForWork())
            {
                Admit();
                DropWhatIsOver();
                Step();
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whoever waits must hear of it, whatever it is.
            ended = new InferenceException($"{Model.Path}: the engine stopped: {error.Message} Make a new one.", error);
        }

        _ = _queue.Writer.TryComplete();
        ended ??= new OperationCanceledException("The engine was disposed of.");
        foreach (var slot in _slots)
            slot?.Pending.Fail(ended);
        _next?.Fail(ended);
        while (_queue.Reader.TryRead(out var waiting))
            waiting.Fail(ended);
    }

    private bool WaitForWork()
    {
        if (_stop.IsCancellationRequested)
            return false;
        if (_next is not null || _slots.Any(slot => slot is not null))
            return true;
        try
        {
            return _queue.Reader.WaitToReadAsync(_stop.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // In the order of asking: a request that does not fit yet keeps its place.
    private void Admit()
    {
        while (Array.IndexOf(_slots, null) is var sequence and >= 0)
        {
            if (_next is null && !_queue.Reader.TryRead(out _next))
                return;
            if (_next.Cancellation.IsCancellationRequested)
            {
                _next.Fail(new OperationCanceledException(_next.Cancellation));
                _next = null;
                continue;
            }

            var slot = new EngineSlot(_next, Model.Vocabulary);
            var shared = Share(slot);
            if (_cells.Free - _slots.Sum(other => other is null ? 0 : Remaining(other)) < slot.Needs - shared)
            {
                if (_slots.Any(other => other is not null))
                    return;
            }

            _next = null;
            _slots[sequence] = slot;
        }
    }

    private static int Remaining(EngineSlot slot) => slot.Needs - (slot.Waits?.Length ?? 0);

    // The sequence with which a new one has the most tokens in common; how many.
    private int Share(EngineSlot slot)
    {
        slot.Waits = null;
        if (!Model.SharesPrefixes)
            return 0;
        var best = SharedLeast - 1;
        foreach (var other in _slots)
        {
            // One that waits itself would make a chain; its leader has the same tokens.
            if (other is null || other == slot || other.Waits is not null)
                continue;
            // The last token is computed in any case: its logits are wanted.
            var length = slot.Tokens[..^1].CommonPrefixLength(other.Tokens[..Math.Max(other.Decoded, other.Pending.Request.Prompt.Count)]);
            if (length > best)
            {
                best = length;
                slot.Waits = (other, length);
            }
        }

        return slot.Waits?.Length ?? 0;
    }

    private void DropWhatIsOver()
    {
        for (var sequence = 0; sequence < _slots.Length; sequence++)
        {
            if (_slots[sequence] is not { } slot)
                continue;
            if (slot.Pending.Cancellation.IsCancellationRequested)
            {
                Free(sequence);
                slot.Pending.Fail(new OperationCanceledException(slot.Pending.Cancellation));
            }
            else if (slot.Pending.Request.Timeout is { } timeout && _clock.GetElapsedTime(slot.Pending.Started) >= timeout)
            {
                Free(sequence);
                slot.Finish(FinishReason.Deadline);
            }
        }
    }

    private void Step()
    {
        CopyPrefixes();
        Fill();
        if (_batch.Count == 0)
            return;
        try
        {
            _context.Decode(_batch, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (InferenceException error)
        {
            // What the sequences hold is not known now.
            for (var sequence = 0; sequence < _slots.Length; sequence++)
            {
                if (_slots[sequence] is not { } slot)
                    continue;
                _slots[sequence] = null;
                _cells.Release(sequence);
                slot.Pending.Fail(error);
            }

            _context.Clear();
            return;
        }

        CopyPrefixes();
        for (var sequence = 0; sequence < _slots.Length; sequence++)
        {
            if (_slots[sequence] is { Output: >= 0 } slot && slot.Advance(_context.Logits(slot.Output), Model.Vocabulary) is { } reason)
            {
                Free(sequence);
                slot.Finish(reason);
            }
        }
    }

    private void CopyPrefixes()
    {
        for (var sequence = 0; sequence < _slots.Length; sequence++)
        {
            if (_slots[sequence] is not { Waits: { } waits } slot)
                continue;
            var leader = Array.IndexOf(_slots, waits.Leader);
            if (leader < 0)
            {
                // It went before it was there: another one may have what is wanted.
                _ = Share(slot);
            }
            else if (waits.Leader.Decoded >= waits.Length)
            {
                _context.CopyPrefix(leader, sequence, waits.Length);
                _cells.Share(leader, sequence, waits.Length);
                slot.Decoded = slot.Shared = waits.Length;
                slot.Waits = null;
            }
        }
    }

    // Generating sequences first, so that long prompts do not make them wait; then as much of the prompts as fits.
    private void Fill()
    {
        _batch.Clear();
        foreach (var slot in _slots)
        {
            if (slot is not null)
                slot.Output = -1;
        }

        for (var pass = 0; pass < 2; pass++)
        {
            for (var sequence = 0; sequence < _slots.Length; sequence++)
            {
                if (_slots[sequence] is not { Waits: null } slot)
                    continue;
                var left = slot.Tokens.Length - slot.Decoded;
                if (left == 0 || (pass == 0) != (left == 1))
                    continue;
                var count = Math.Min(left, _batch.Capacity - _batch.Count);
                _cells.Take(sequence, count);
                for (var index = 0; index < count; index++)
                {
                    var last = slot.Decoded + 1 == slot.Tokens.Length;
                    var at = _batch.Add(slot.Tokens[slot.Decoded], slot.Decoded, sequence, last);
                    slot.Output = last ? at : -1;
                    slot.Decoded++;
                }
            }
        }
    }

    private void Free(int sequence)
    {
        _slots[sequence] = null;
        _cells.Release(sequence);
        _context.Remove(sequence, 0);
    }
}
