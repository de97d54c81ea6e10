namespace Rlar.Inference.Llama.Serving;

/// <summary>The engine's own thread: what it does in each step.</summary>
public sealed partial class LlamaEngine
{
    private int _active;

    private void Run()
    {
        Exception ended;
        try
        {
            while (true)
            {
                if (_active == 0)
                    _queue.Wait(_stop.Token);
                _stop.Token.ThrowIfCancellationRequested();
                DropWhatIsOver();
                // What those that went leave to others is settled before their room is given away.
                CopyPrefixes();
                Admit();
                CloseGaps();
                Step();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            ended = new OperationCanceledException("The engine was disposed of.");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whoever waits must hear of it, whatever it is.
            ended = new InferenceException($"{Model.Path}: the engine stopped: {error.Message.TrimEnd('.')}. Make a new one.", error);
        }

        foreach (var sequence in _sequences)
            sequence.Slot?.Pending.Fail(ended);
        _queue.Close(ended);
    }

    private void DropWhatIsOver()
    {
        foreach (var sequence in _sequences)
        {
            if (sequence.Slot is not { } slot)
                continue;
            var pending = slot.Pending;
            if (pending.Cancellation.IsCancellationRequested)
            {
                Leave(sequence);
                pending.Cancel();
            }
            else if (pending.Timeout is { } timeout && _clock.GetElapsedTime(pending.Started) >= timeout)
            {
                Leave(sequence);
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
        catch (InferenceException error)
        {
            Fail(error);
            return;
        }

        CopyPrefixes();
        foreach (var sequence in _sequences)
        {
            if (sequence.Slot is { Output: >= 0 } slot && slot.Advance(_context.Logits(slot.Output), Model.Vocabulary, _ignoresEnd) is { } reason)
            {
                Leave(sequence);
                slot.Finish(reason);
            }
        }
    }

    // What the sequences hold is not known now.
    private void Fail(InferenceException error)
    {
        _context.Clear();
        _active = 0;
        foreach (var sequence in _sequences)
        {
            var slot = sequence.Slot;
            sequence.Slot = null;
            sequence.Forget();
            _cells?.Release(sequence.Index);
            slot?.Pending.Fail(error);
        }
    }

    private void CopyPrefixes()
    {
        foreach (var sequence in _sequences)
        {
            if (sequence.Slot is not { Waits: { } waits } slot)
                continue;
            var prefix = slot.Tokens[..waits.Length];
            var leader = waits.Leader.Slot;
            if (leader is not null && leader.Tokens.StartsWith(prefix))
            {
                if (leader.Decoded >= waits.Length)
                    Copy(waits.Leader, sequence, slot, waits.Length);
                continue;
            }

            // It went before it was there: it may have left a part, or another one may have what is wanted.
            var (source, length) = Best(slot.Pending.Prompt, sequence);
            slot.Waits = source is null ? null : (source, length);
            if (source is { Slot: null })
                Copy(source, sequence, slot, length);
        }
    }

    // Generating sequences first, so that long prompts do not make them wait; then as much of the prompts as fits.
    private void Fill()
    {
        _batch.Clear();
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var sequence in _sequences)
            {
                if (sequence.Slot is not { } slot)
                    continue;
                if (pass == 0)
                    slot.Output = -1;
                var left = slot.Tokens.Length - slot.Decoded;
                if (slot.Waits is not null || left == 0 || (pass == 0) != (left == 1))
                    continue;
                var count = Math.Min(left, _batch.Capacity - _batch.Count);
                Reserve(sequence, count);
                for (var index = 0; index < count; index++)
                {
                    var last = slot.Decoded + 1 == slot.Tokens.Length;
                    var at = _batch.Add(slot.Tokens[slot.Decoded], slot.Decoded, sequence.Index, last);
                    slot.Output = last ? at : -1;
                    slot.Decoded++;
                }
            }
        }
    }

    private void Reserve(EngineSequence sequence, int count)
    {
        if (_cells is null)
            return;
        // What was promised to those that run may be held by what is kept for others.
        MakeRoom(count, null);
        _cells.Take(sequence.Index, count);
    }
}
