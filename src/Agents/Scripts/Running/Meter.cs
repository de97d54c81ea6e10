using System.Collections;

namespace Rlar.Agents.Scripts.Running;

/// <summary>
/// What the call of a script that runs in this process may still use: steps, bytes, depth. A script that was compiled calls this where its source has loops,
/// calls and allocations (Rlar.Agents.Scripts.Metering). It counts and reads no clock, so the same call ends in the same way on every machine.
/// </summary>
/// <remarks>
/// State of the process, for the code of a script has no other way to it: its lambdas and classes are given nothing. A worker makes one call at a time, on
/// one thread, and a script can start none; whoever calls scripts elsewhere does the same. (State of the thread would cost several times what a turn of a
/// loop does.) <see cref="Start"/> sets all of it.
/// </remarks>
internal static class Meter
{
    /// <summary>How deeply calls may be nested.</summary>
    internal const int Deepest = 400;

    private const int CharsOfStep = 8;
    private const int ObjectBytes = 64;
    private const int EntryBytes = 40;

    // Never used, and far from where a subtraction would come round.
    private const long Spent = long.MinValue / 2;

    private static long s_steps;
    private static long s_bytes;
    private static int s_depth;
    private static ScriptStatus s_spent;

    /// <summary>Which budget the call has used up; <see cref="ScriptStatus.Value"/> where none. A library may hide the exception that said so.</summary>
    internal static ScriptStatus SpentBudget => s_spent;

    /// <summary>Steps that are left.</summary>
    internal static long Left => s_steps;

    /// <summary>Begins a call.</summary>
    /// <param name="steps">Its steps.</param>
    /// <param name="bytes">The bytes that it may allocate, whether it still holds them or not.</param>
    internal static void Start(long steps, long bytes) => (s_steps, s_bytes, s_depth, s_spent) = (steps, bytes, 0, ScriptStatus.Value);

    /// <summary>One step: a turn of a loop, an entry of a function.</summary>
    internal static void Step()
    {
        if (--s_steps < 0)
            Stop(ScriptStatus.Steps);
    }

    /// <summary>Several steps.</summary>
    internal static void Steps(long count)
    {
        if (count > s_steps)
            Stop(ScriptStatus.Steps);
        s_steps -= count;
    }

    /// <summary>Bytes that are about to be allocated.</summary>
    internal static void Bytes(long count)
    {
        if (count > s_bytes)
            Stop(ScriptStatus.Memory);
        s_bytes -= count;
    }

    /// <summary>Enters a function that may call others.</summary>
    internal static void Enter()
    {
        Step();
        if (++s_depth > Deepest)
            Stop(ScriptStatus.Depth);
    }

    /// <summary>Leaves it.</summary>
    internal static void Leave() => s_depth--;

    /// <summary>A text that a member of the library reads: an eighth of a step a character.</summary>
    internal static string? Text(string? text)
    {
        Steps(text is null ? 1 : 1 + (text.Length / CharsOfStep));
        return text;
    }

    /// <summary>A text that is about to be copied into another one.</summary>
    internal static string? Piece(string? text)
    {
        if (text is not null)
            Copied(text.Length);
        return text;
    }

    /// <summary>The right side of <c>text += piece</c>.</summary>
    internal static string? Append(string? text, string? piece)
    {
        Copied((text?.Length ?? 0) + (long)(piece?.Length ?? 0));
        return piece;
    }

    /// <summary>So many characters that are about to be copied.</summary>
    internal static void Copied(long chars)
    {
        Steps(1 + (chars / CharsOfStep));
        Bytes(2 * chars);
    }

    /// <summary>Whether two texts are the same: what it compares is charged where their lengths agree.</summary>
    internal static bool Same(string? left, string? right)
    {
        if (left is not null && right is not null && left.Length == right.Length)
            Steps(1 + (left.Length / CharsOfStep));
        return string.Equals(left, right, StringComparison.Ordinal);
    }

    /// <summary>Something that a member of the library goes through: a step an element.</summary>
    internal static T Size<T>(T value)
    {
        if (value is ICollection and IEnumerable<string?> texts)
        {
            foreach (var text in texts)
                Text(text);
            return value;
        }

        Steps(1 + (value switch
        {
            string text => text.Length / CharsOfStep,
            ICollection items => items.Count,
            System.Text.StringBuilder text => text.Length / CharsOfStep,
            _ => 0,
        }));
        return value;
    }

    /// <summary>As above; this collection has no count without its type.</summary>
    internal static HashSet<T> Size<T>(HashSet<T> value)
    {
        Steps(1L + (value?.Count ?? 0));
        foreach (var text in value as IEnumerable<string?> ?? [])
            Text(text);
        return value!;
    }

    /// <summary>Something that is about to grow by an element.</summary>
    internal static T Grow<T>(T value)
    {
        Step();
        Bytes(EntryBytes);
        return value;
    }

    /// <summary>What a member of the library has made: its bytes.</summary>
    internal static T Made<T>(T value)
    {
        switch (value)
        {
            case string text:
                Copied(text.Length);
                break;
            case ICollection items:
                Bytes(ObjectBytes + ((long)EntryBytes * items.Count));
                Steps(1 + items.Count);
                break;
            default:
                Step();
                break;
        }

        return value;
    }

    /// <summary>As above; this collection has no count without its type.</summary>
    internal static HashSet<T> Made<T>(HashSet<T> value)
    {
        Bytes(ObjectBytes + ((long)EntryBytes * (value?.Count ?? 0)));
        Steps(1L + (value?.Count ?? 0));
        return value!;
    }

    /// <summary>A number that is the size of something about to be made.</summary>
    internal static int Count(int count)
    {
        if (count > 0)
        {
            Steps(1 + (count / CharsOfStep));
            Bytes((long)sizeof(char) * count);
        }

        return count;
    }

    /// <summary>A number of elements that somebody may go through.</summary>
    internal static int Entries(int count)
    {
        if (count > 0)
        {
            Steps(count);
            Bytes((long)EntryBytes * count);
        }

        return count;
    }

    /// <summary>An array.</summary>
    internal static T[] Array<T>(int length)
    {
        Allocates<T>(length);
        return new T[length];
    }

    /// <summary>An array of two dimensions.</summary>
    internal static T[,] Grid<T>(int rows, int columns)
    {
        if (rows > 0 && columns > 0)
            Allocates<T>((long)rows * columns);
        return new T[rows, columns];
    }

    /// <summary>A sequence, whose elements are charged when they are come to; one that holds its elements is charged here and given as it is.</summary>
    internal static IEnumerable<T> Each<T>(IEnumerable<T> sequence)
    {
        if (sequence is null or MeteredSequence<T>)
            return sequence!;
        if (sequence is T[] or List<T>)
            return Size(sequence);
        if (sequence is HashSet<T> set)
            return Size(set);
        if (sequence is string)
            return Size(sequence);

        return new MeteredSequence<T>(sequence);
    }

    private static void Allocates<T>(long length)
    {
        if (length <= 0)
            return;
        var bytes = length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        Bytes(ObjectBytes + bytes);
        Steps(1 + (bytes / (2 * CharsOfStep)));
    }

    private static void Stop(ScriptStatus status)
    {
        // For good: what runs while the exception passes finds nothing left.
        s_steps = s_bytes = Spent;
        if (s_spent == ScriptStatus.Value)
            s_spent = status;
        throw new BudgetException(s_spent);
    }
}
