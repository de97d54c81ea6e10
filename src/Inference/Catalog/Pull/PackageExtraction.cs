using System.Formats.Tar;
using System.IO.Compression;

namespace Rlar.Inference.Catalog.Pull;

/// <summary>
/// Writes the wanted bytes of archives and of local files into files of the caller's. Only names that a catalogue asks for are written, to places that
/// it names: what an archive calls its entries chooses no path here.
/// </summary>
internal static class PackageExtraction
{
    private const int BufferBytes = 1 << 18;

    /// <summary>Takes parts out of an archive in one pass.</summary>
    /// <param name="archive">The .tgz.</param>
    /// <param name="package">What messages call it.</param>
    /// <param name="parts">Each part with the file that it is written to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InferenceException">The archive is no gzipped tar, or lacks a part.</exception>
    internal static async Task UnpackAsync(
        string archive, NpmPackage package, IReadOnlyList<(CatalogPart Part, string Target)> parts, CancellationToken cancellationToken)
    {
        var missing = parts.Select(pair => pair.Part.File).ToHashSet(StringComparer.Ordinal);
        try
        {
            await using var file = new FileStream(archive, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
            await using var plain = new GZipStream(file, CompressionMode.Decompress);
            await using var tar = new TarReader(plain);
            while (missing.Count > 0 && await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                // npm, too, drops the first folder, whatever it is called.
                var name = entry.Name[(entry.Name.IndexOf('/') + 1)..];
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !missing.Remove(name))
                    continue;
                await CopyAsync(entry.DataStream ?? Stream.Null, $"{package}: {name}", [.. parts.Where(pair => pair.Part.File == name)], cancellationToken);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new InferenceException($"{package}: is no gzipped tar archive: {error.Message}", error);
        }

        if (missing.Count > 0)
            throw new InferenceException($"{package}: has no file {string.Join(", ", missing)}. Check the catalogue against: npm view {package.Name}");
    }

    /// <summary>Copies a part of a local file.</summary>
    internal static async Task CopyLocalAsync(CatalogPart part, string target, CancellationToken cancellationToken)
    {
        FileStream file;
        try
        {
            file = new FileStream(part.File, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{part.File}: cannot be read: {error.Message.TrimEnd('.')}. The catalogue names it.", error);
        }

        await using (file)
            await CopyAsync(file, part.File, [(part, target)], cancellationToken);
    }

    private static async Task CopyAsync(Stream source, string name, (CatalogPart Part, string Target)[] parts, CancellationToken cancellationToken)
    {
        var targets = new FileStream?[parts.Length];
        var path = "";
        try
        {
            for (var index = 0; index < parts.Length; index++)
                targets[index] = new FileStream(path = parts[index].Target, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            var buffer = new byte[BufferBytes];
            var position = 0L;
            for (int count; (count = await source.ReadAsync(buffer, cancellationToken)) > 0; position += count)
            {
                for (var index = 0; index < parts.Length; index++)
                {
                    var part = parts[index].Part;
                    var from = Math.Max(part.Offset - position, 0);
                    var to = Math.Min(part.Length is { } length ? part.Offset - position + length : count, count);
                    path = parts[index].Target;
                    if (from < to)
                        await targets[index]!.WriteAsync(buffer.AsMemory((int)from, (int)(to - from)), cancellationToken);
                }
            }

            if (parts.FirstOrDefault(pair => position < pair.Part.Offset + (pair.Part.Length ?? 0)).Part is { } wrong)
                throw new InferenceException($"{name}: has {position} bytes, and the catalogue wants {wrong.Length} from {wrong.Offset} on.");
        }
        catch (Exception error) when (error is (IOException and not EndOfStreamException) or UnauthorizedAccessException)
        {
            throw PullFailure.Disk(path, error);
        }
        finally
        {
            foreach (var target in targets)
            {
                if (target is not null)
                    await target.DisposeAsync();
            }
        }
    }
}
