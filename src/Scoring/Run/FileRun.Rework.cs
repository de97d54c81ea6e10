using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>A run that finds an output of before: finished, to be held against the input, extended or retried; or unfinished.</summary>
internal sealed partial class FileRun
{
    /// <summary>Whether a pass over the input was interrupted, or the one that follows it.</summary>
    private bool IsUnfinished => OutputPaths.Of(FirstOutput, InputPath).IsUnfinished || (HasSecondPass && File.Exists(files.Rewards));

    private bool IsComplete => files.Output != "-" && !IsUnfinished && File.Exists(files.Output);

    /// <summary>
    /// Goes on with what was interrupted; then the finished output is written anew: its rows as they are, with what failed scored again, or with
    /// the rows after them that the input has more. Advantages are computed anew where they look at any of these.
    /// </summary>
    private async Task ReworkAsync(bool retries, CancellationToken cancellationToken)
    {
        if (IsUnfinished)
        {
            var flag = retries ? "--retry-failed" : "--extend";
            if (InputPath is null)
                throw new OutputException(files.Output, "it is unfinished, and standard input can be read only once", $"Give --resume first, then {flag}.");
            var begun = BaseOfUnfinished();
            await PassAsync(OutputMode.Resume, null, cancellationToken);
            if (retries && begun is { Retries: true })
                return;
            (_statistics.ResumedRows, _statistics.AlreadyComplete, _seen) = (0, false, _seen with { Bytes = 0 });
        }

        OutputBase made;
        using (var finished = OpenFinished(files.Output))
        {
            finished.Require(Fingerprint);
            if (retries ? !HasFailed(finished) : InputPath is not null && !HasMore(finished, cancellationToken))
            {
                _statistics.AlreadyComplete = true;
                warn?.Invoke(retries
                    ? $"no completion in {files.Output} failed; nothing to do."
                    : $"{files.Output} is complete with all rows of {files.Input}; nothing to do.");
                return;
            }

            if (retries && InputPath is not null)
                RequireEnd(files.Output, finished, cancellationToken); // nothing is begun that could not be ended
            made = new OutputBase(retries, finished.Identity);
        }

        await PassAsync(OutputMode.New, made, cancellationToken);
    }

    /// <summary>Before the first pass: what stands in the way of the second is said before hours are spent on the first.</summary>
    private void LookAhead(OutputMode mode)
    {
        ResumableOutput.LookAhead(OutputAt(files.Output, mode));
        if (mode == OutputMode.New && File.Exists(files.Rewards))
        {
            throw new OutputException(
                files.Output, $"an earlier run left {files.Rewards}", "Give --resume to add the advantages to it, or --restart to throw it away.");
        }
    }

    /// <summary>What the unfinished output is made from, as its record says; null for one that is not made from a finished one, or has no record.</summary>
    private OutputBase? BaseOfUnfinished()
    {
        if (FirstOutput == "-" || OutputPaths.Of(FirstOutput, InputPath) is not { IsUnfinished: true } paths)
            return null;
        try
        {
            using var record = OutputRecord.Open(paths.PartRecord, files.Disk, writes: false);
            return record.Header.Base;
        }
        catch (FormatException)
        {
            return null; // opening the output says so
        }
    }

    private FinishedOutput OpenBase(OutputBase made)
    {
        var finished = OpenFinished(files.Output);
        if (finished.Identity == made.Identity)
            return finished;
        finished.Dispose();
        throw new OutputException(
            files.Output,
            $"{FirstOutput}.part is made from another finished output than this one",
            "Give --restart to score anew, or remove the unfinished one and begin again.");
    }

    /// <summary>What is done about an output that is more than lines of JSON when the run begins.</summary>
    private void SettleConverted()
    {
        if (files.Mode is OutputMode.Extend or OutputMode.RetryFailed)
        {
            throw new OutputException(
                files.Output,
                "a table that is complete cannot be extended or retried: it has its rows no more as they were written",
                "Score to a .jsonl, which can be, or give --restart to score anew.");
        }

        FinishedOutput.Settle(OutputPaths.Of(files.Output, InputPath), files.Disk);
    }

    private FinishedOutput OpenFinished(string path) =>
        FinishedOutput.Open(path, InputPath, files.Disk, HoldsRows(path))
        ?? throw new OutputException(path, $"what it was made of cannot be told: there is no {OutputPaths.RecordOf(path)}", "Give --restart to score anew.");

    private bool HoldsRows(string path) => _form is null || path != files.Output;

    private static bool HasFailed(FinishedOutput finished) => finished.Read().Any(row => OutputRow.Read(row.Row).Failed.Count > 0);

    /// <summary>Holds the whole input against a finished output, and looks at what follows.</summary>
    private T Follow<T>(string path, FinishedOutput finished, Func<KeptInput, T> then, CancellationToken cancellationToken)
    {
        using var source = OpenInput();
        var input = new KeptInput(source, Parser(), files.SkipsBadRows, path);
        foreach (var (_, hashes) in finished.Read())
            input.Next(hashes.Input, cancellationToken).Dispose();
        return then(input);
    }

    private bool HasMore(FinishedOutput finished, CancellationToken cancellationToken) =>
        Follow(files.Output, finished, input => input.HasMore(cancellationToken) is not null, cancellationToken);

    private void RequireEnd(string path, FinishedOutput finished, CancellationToken cancellationToken) => _ = Follow(
        path,
        finished,
        input =>
        {
            input.RequireEnd(canExtend: _form is null, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Holds a complete output against its input.</summary>
    /// <exception cref="OutputException">The settings, the input or the output are not those of then.</exception>
    private void Compare(string path, CancellationToken cancellationToken)
    {
        _statistics.AlreadyComplete = path == files.Output;
        using var finished = FinishedOutput.Open(path, InputPath, files.Disk, HoldsRows(path));
        if (finished is null && path != files.Output)
            return; // the second pass says so
        if (finished is null)
        {
            warn?.Invoke(
                $"{path} is complete already; nothing to do. It was not compared with {files.Input}, since there is no {OutputPaths.RecordOf(path)}: "
                + "--restart scores anew.");
            return;
        }

        finished.Require(Fingerprint);
        if (files.Mode == OutputMode.Extend)
            _ = HasMore(finished, cancellationToken);
        else
            RequireEnd(path, finished, cancellationToken);
        if (path == files.Output)
            warn?.Invoke($"{path} is complete already, and {files.Input} is as it was; nothing to do.");
    }
}
