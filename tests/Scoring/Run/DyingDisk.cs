using Microsoft.Win32.SafeHandles;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Tests.Run;

/// <summary>A disk that is full, or a process that is killed, after some steps: what is left is the same. A write has a step in its middle.</summary>
internal sealed class DyingDisk(int steps) : RunDisk
{
    private int _left = steps;

    internal bool Died { get; private set; }

    internal override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        Step();
        if (_left == 0)
            base.Write(file, bytes[..(bytes.Length / 2)], offset);
        Step();
        base.Write(file, bytes, offset);
    }

    internal override void SetLength(SafeFileHandle file, long length)
    {
        Step();
        base.SetLength(file, length);
    }

    internal override void Move(string from, string to)
    {
        Step();
        base.Move(from, to);
    }

    internal override void Delete(string path)
    {
        Step();
        base.Delete(path);
    }

    internal void Step()
    {
        if (_left > 0)
        {
            _left--;
            return;
        }

        Died = true;
        throw new IOException("No space left on device");
    }
}
