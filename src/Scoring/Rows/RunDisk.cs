using Microsoft.Win32.SafeHandles;

namespace Rlar.Scoring.Rows;

/// <summary>What a run changes on the disk, step by step: a test takes its place, and ends the run after any of them.</summary>
internal class RunDisk
{
    /// <summary>The disk itself.</summary>
    internal static RunDisk Real { get; } = new();

    /// <summary>Hands bytes to the operating system; they survive the death of the process.</summary>
    /// <exception cref="IOException">The disk is full or failed; a part of the bytes may have been written.</exception>
    internal virtual void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(file, bytes, offset);

    /// <summary>Cuts a file.</summary>
    internal virtual void SetLength(SafeFileHandle file, long length) => RandomAccess.SetLength(file, length);

    /// <summary>Gives a file its name; whatever had it is replaced in one step.</summary>
    internal virtual void Move(string from, string to) => File.Move(from, to, overwrite: true);

    /// <summary>Removes a file, if it is there.</summary>
    internal virtual void Delete(string path) => File.Delete(path);

    /// <summary>Makes a small file: a reader sees the one of before or this one, never half of one.</summary>
    internal void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".tmp";
        using (var file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }

        Move(temporary, path);
    }
}
