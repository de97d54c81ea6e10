using System.Buffers;
using System.Buffers.Binary;
using System.Collections.ObjectModel;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Rlar.Agents.Scripts.Running;

/// <summary>
/// The worker: a process in the sandbox that loads scripts and calls them, one call at a time on one thread. Requests come in on descriptor 0, answers go out on 1, and each
/// answer leaves a byte on 3, by which the sandbox tells how much processor time one took. It has nothing but this assembly and the runtime.
/// </summary>
/// <remarks>
/// A request to score: script, steps, bytes, prompt, references (0: one call without), pairs of data, completions. Each completion is called with each reference, in order.
/// </remarks>
internal static class ScriptWorker
{
    private const int StackBytes = 256 << 20;
    private const int MostScripts = 32;

    /// <summary>Serves until the host closes the pipe.</summary>
    /// <returns>The exit status.</returns>
    internal static int Run()
    {
        // Deep recursion ends by the meter, long before this is used up.
        var thread = new Thread(
            () =>
            {
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
                using var requests = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, 1 << 16);
                using var answers = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, 0);
                using var reports = new FileStream(new SafeFileHandle(3, ownsHandle: false), FileAccess.Write, 0);
                Serve(requests, answers, reports);
            },
            StackBytes);
        thread.Start();
        thread.Join();
        return 0;
    }

    /// <summary>Serves until the requests end.</summary>
    internal static void Serve(Stream requests, Stream answers, Stream reports)
    {
        var scripts = new OrderedDictionary<int, LoadedScript>();
        var header = new byte[sizeof(int)];
        var frame = new byte[1 << 16];
        var answer = new ArrayBufferWriter<byte>(1 << 12);
        while (requests.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(header);
            if (length > frame.Length)
                frame = new byte[Math.Max(length, Math.Min(2L * frame.Length, ScriptWire.LongestFrame))];
            requests.ReadExactly(frame, 0, length);
            answer.ResetWrittenCount();
            ScriptWire.Frame(answer, into => Answer(new ScriptWire.Reader(frame.AsSpan(0, length)), scripts, into));
            reports.WriteByte(0);
            answers.Write(answer.WrittenSpan);
            answers.Flush();
        }
    }

    private static void Answer(ScriptWire.Reader request, OrderedDictionary<int, LoadedScript> scripts, ArrayBufferWriter<byte> answer)
    {
        var kind = request.Byte();
        ScriptWire.Byte(answer, kind);
        if (kind == ScriptWire.Load)
            ScriptWire.Text(answer, Load(ref request, scripts));
        else
            Score(ref request, scripts, answer);
    }

    private static string Load(ref ScriptWire.Reader request, OrderedDictionary<int, LoadedScript> scripts)
    {
        try
        {
            var number = request.Number();
            if (scripts.Count >= MostScripts)
            {
                scripts.GetAt(0).Value.Unload();
                scripts.RemoveAt(0);
            }

            scripts[number] = LoadedScript.Load(request.Bytes());
            return "";
        }
#pragma warning disable CA1031 // The boundary: what cannot be loaded is an answer.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }

    private static void Score(ref ScriptWire.Reader request, OrderedDictionary<int, LoadedScript> scripts, ArrayBufferWriter<byte> answer)
    {
        var number = request.Number();
        var (steps, bytes) = (request.Large(), request.Large());
        var prompt = request.Text()!;
        var references = Texts(ref request);
        var pairs = Texts(ref request);
        var completions = Texts(ref request);
        ScriptWire.Number(answer, completions.Length * Math.Max(1, references.Length));

        // A wrapper that no cast gets behind: what one call could write, the next would read.
        var data = new ReadOnlyDictionary<string, string>(Enumerable.Range(0, pairs.Length / 2).ToDictionary(i => pairs[2 * i]!, i => pairs[(2 * i) + 1]!, StringComparer.Ordinal));
        foreach (var completion in completions)
        {
            for (var i = 0; i < Math.Max(1, references.Length); i++)
            {
                var (status, value, message) = scripts.TryGetValue(number, out var script)
                    ? script.Score(steps, bytes, prompt, completion!, i < references.Length ? references[i] : null, data)
                    : (ScriptStatus.Threw, 0, "its worker has forgotten it");
                ScriptWire.Byte(answer, (byte)status);
                if (status == ScriptStatus.Value)
                    ScriptWire.Large(answer, BitConverter.DoubleToInt64Bits(value));
                else
                    ScriptWire.Text(answer, message);
            }
        }
    }

    private static string?[] Texts(ref ScriptWire.Reader request)
    {
        var texts = new string?[request.Number()];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = request.Text();
        return texts;
    }
}
