using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Rlar.Inference.Native;

/// <summary>Takes the lines of llama.cpp and ggml, which know one receiver a process, to whoever asked for them.</summary>
internal static unsafe class NativeLog
{
    private const int KeptLines = 32;
    private const int Continued = 5;
    private static readonly Lock Gate = new();
    private static Action<NativeLogMessage>[] s_receivers = [];

    [ThreadStatic]
    private static List<string>? t_problems;

    [ThreadStatic]
    private static StringBuilder? t_line;

    [ThreadStatic]
    private static NativeLogLevel t_level;

    /// <summary>The receiver to give to the engines.</summary>
    internal static delegate* unmanaged[Cdecl]<int, byte*, void*, void> Callback => &Receive;

    /// <summary>Sends every line to <paramref name="receiver"/> until the result is disposed.</summary>
    internal static IDisposable Subscribe(Action<NativeLogMessage> receiver)
    {
        lock (Gate)
            s_receivers = [.. s_receivers, receiver];
        return new Subscription(receiver);
    }

    /// <summary>Keeps the warnings and errors of this thread from here on, for <see cref="Problems"/>.</summary>
    internal static void Watch() => (t_problems ??= []).Clear();

    /// <summary>What the engine warned of on this thread since <see cref="Watch"/>, errors last; empty where it said nothing.</summary>
    internal static string Problems() => t_problems is { Count: > 0 } lines ? string.Join("; ", lines) : "";

    // An exception must not cross native frames: a receiver that throws gets no more lines.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Receive(int level, byte* text, void* data)
    {
        if (text == null)
            return;
        var line = t_line ??= new StringBuilder();
        if (level != Continued)
        {
            Deliver(line);
            t_level = level switch { >= 4 => NativeLogLevel.Error, 3 => NativeLogLevel.Warning, 2 => NativeLogLevel.Information, _ => NativeLogLevel.Debug };
        }

        _ = line.Append(Marshal.PtrToStringUTF8((nint)text));
        if (line.Length > 0 && line[^1] == '\n')
            Deliver(line);
    }

    private static void Deliver(StringBuilder line)
    {
        var text = line.ToString().TrimEnd();
        _ = line.Clear();
        if (text.Length == 0)
            return;
        if (t_level == NativeLogLevel.Error && t_problems is { Count: < KeptLines } problems)
            problems.Add(text);
        foreach (var receiver in Volatile.Read(ref s_receivers))
        {
            try
            {
                receiver(new NativeLogMessage(t_level, text));
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                Remove(receiver);
            }
        }
    }

    private static void Remove(Action<NativeLogMessage> receiver)
    {
        lock (Gate)
            s_receivers = [.. s_receivers.Where(other => other != receiver)];
    }

    private sealed class Subscription(Action<NativeLogMessage> receiver) : IDisposable
    {
        public void Dispose() => Remove(receiver);
    }
}
