using System.Globalization;
using System.Security.Cryptography;

namespace Rlar.Grpo.Checkpoints;

/// <summary>The checkpoints of a run, each in a folder step-000050 that appears whole or not at all: written beside, with hashes, and renamed.</summary>
/// <param name="folder">Where they are.</param>
/// <param name="keep">How many are kept, the newest; at least 1.</param>
internal sealed class CheckpointStore(string folder, int keep)
{
    private const string Prefix = "step-";
    private const string Unfinished = ".unfinished-";

    /// <summary>The steps after which there is one, the newest last.</summary>
    internal IReadOnlyList<int> Steps => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateDirectories(folder, Prefix + "*").Select(StepOf).OfType<int>().Order()];

    /// <summary>Where the checkpoint of a step is.</summary>
    internal string FolderOf(int step) => Path.Combine(folder, $"{Prefix}{step:D6}");

    /// <summary>Writes a checkpoint, then removes those that are too old.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="identity">What decides the bits of its numbers.</param>
    /// <param name="files">Its files and what writes each.</param>
    /// <exception cref="TrainingException">The disk does not take it.</exception>
    internal void Write(int step, string identity, IReadOnlyDictionary<string, Action<Stream>> files)
    {
        try
        {
            var beside = Path.Combine(folder, $"{Unfinished}{step:D6}");
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
            _ = Directory.CreateDirectory(beside);
            CheckpointFile[] written = [.. files.Select(file => WriteFile(beside, file.Key, file.Value))];
            _ = WriteFile(beside, CheckpointManifest.Name, output => output.Write(new CheckpointManifest(step, identity, written).ToJson()));
            if (Directory.Exists(FolderOf(step)))
                Directory.Delete(FolderOf(step), recursive: true);
            Directory.Move(beside, FolderOf(step));
            foreach (var old in Steps.SkipLast(keep))
                Directory.Delete(FolderOf(old), recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{FolderOf(step)}: the checkpoint cannot be written: {error.Message} Make room and go on with --resume.", error);
        }
    }

    /// <summary>Opens the newest checkpoint, or that of a step, and checks it.</summary>
    /// <param name="step">The step, or null for the newest.</param>
    /// <returns>The checkpoint; null where there is none at all and none was asked for.</returns>
    /// <exception cref="TrainingException">It is damaged, with the one before it that is not; or there is none of that step.</exception>
    internal Checkpoint? Open(int? step)
    {
        var steps = Steps;
        if (steps.Count == 0 && step is null)
            return null;
        var wanted = step ?? steps[^1];
        if (!steps.Contains(wanted))
            throw new TrainingException($"{folder}: there is no checkpoint after step {wanted}; there are "
                + $"{(steps.Count == 0 ? "none" : string.Join(", ", steps))}.");
        if (Checkpoint.Verify(FolderOf(wanted), out var damage) is { } whole)
            return whole;
        var before = steps.Where(earlier => earlier < wanted).OrderDescending()
            .FirstOrDefault(earlier => Checkpoint.Verify(FolderOf(earlier), out _) is not null, -1);
        throw new TrainingException(
            $"{FolderOf(wanted)}: the checkpoint is damaged: {damage}. "
            + (before < 0 ? "No earlier one is whole: begin again in another folder." : $"The one after step {before} is whole: --resume --from "
                + $"{before} goes on from there."));
    }

    /// <summary>Removes what is newer than a step: a run goes on from there.</summary>
    internal void RemoveAfter(int step)
    {
        foreach (var later in Steps.Where(later => later > step))
            Directory.Delete(FolderOf(later), recursive: true);
    }

    // The hash is taken on the way to the disk: a file is not read again to be hashed.
    private static CheckpointFile WriteFile(string folder, string name, Action<Stream> write)
    {
        using var hash = SHA256.Create();
        using var file = new FileStream(Path.Combine(folder, name), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        using (var both = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            write(both);
        file.Flush(flushToDisk: true);
        return new CheckpointFile(name, file.Length, Convert.ToHexStringLower(hash.Hash!));
    }

    private static int? StepOf(string path) =>
        int.TryParse(Path.GetFileName(path).AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : null;
}
