using System.Runtime.InteropServices;

namespace Rlar.Server.Live.Watching;

/// <summary>
/// .NET locks every file that it opens: who only looks at a ledger would fail because a run writes it, or worse, make that run fail at its start.
/// </summary>
internal static partial class Libc
{
    /// <summary>Read only (0), and not inherited by child processes.</summary>
    internal const int ReadOnly = 0x80000;

    /// <summary>A descriptor, or -1.</summary>
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int open(string path, int flags);
}
