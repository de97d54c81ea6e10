using System.Buffers;
using System.Collections.ObjectModel;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Rlar.Agents.Scripts.Running;

/// <summary>
/// The worker: a process in the sandbox that loads scripts and calls them, one call at a time on one thread. Requests come in on descriptor 0, answers go out
/// on 1, and each write of answers leaves a byte on 3, by which the sandbox tells how much processor time they took. It has nothing but this assembly and the
/// runtime.
/// </summary>
/// <remarks>
/// A request to score: script, steps, bytes, prompt, references (0: one call without), pairs of data, completions. Each completion is called with each
/// reference, in order.
/// </remarks>
internal static class ScriptWorker
{
    private const int StackBytes = 256 << 20;
    private const int MostScripts = 32;

    // Answers that wait for those behind them are written at the latest where they are so long, or so many steps were made for them.
    private const int MostWaiting = 1 << 15;
    private const long MostSteps = 10_000_000;

    /// <summary>Serves until the host closes the pipe.</summary>
    /// <returns>The exit status.</returns>
    internal static int Run()
    {
        // Deep recursion ends by the meter, long before this is used up.
        var thread = new Thread(
            () =>
            {
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
                using var requests = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, 0);
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
        var frames = new FrameReader(requests);
        var answer = new ArrayBufferWriter<byte>(1 << 12);
        var made = 0L;
        while (frames.TryRead(out var frame))
        {
            var request = new ScriptWire.Reader(frame);
            var kind = request.Byte();
            var start = ScriptWire.Begin(answer);
            ScriptWire.Byte(answer, (byte)(kind & ~ScriptWire.More));
            if ((kind & ~ScriptWire.More) == ScriptWire.Load)
                ScriptWire.Text(answer, Load(ref request, scripts));
            else
                made += Score(ref request, scripts, answer);
            ScriptWire.End(answer, start);
            if ((kind & ScriptWire.More) != 0 && answer.WrittenCount < MostWaiting && made < MostSteps)
                continue;
            reports.WriteByte(0);
            answers.Write(answer.WrittenSpan);
            answers.Flush();
            answer.ResetWrittenCount();
            made = 0;
        }
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

    // The steps that were made for it.
    private static long Score(ref ScriptWire.Reader request, OrderedDictionary<int, LoadedScript> scripts, ArrayBufferWriter<byte> answer)
    {
        var number = request.Number();
        var (steps, bytes) = (request.Large(), request.Large());
        var prompt = request.Text()!;
        var references = Texts(ref request);
        var pairs = Texts(ref request);
        var completions = Texts(ref request);
        ScriptWire.Number(answer, completions.Length * Math.Max(1, references.Length));

        // A wrapper that no cast gets behind: what one call could write, the next would read.
        var members = new Dictionary<string, string>(pairs.Length / 2, StringComparer.Ordinal);
        for (var i = 0; i < pairs.Length; i += 2)
            members.Add(pairs[i]!, pairs[i + 1]!);
        var data = new ReadOnlyDictionary<string, string>(members);
        var known = scripts.TryGetValue(number, out var script);
        var made = 0L;
        foreach (var completion in completions)
        {
            for (var i = 0; i < Math.Max(1, references.Length); i++)
            {
                var (status, value, message) = known
                    ? script!.Score(steps, bytes, prompt, completion!, i < references.Length ? references[i] : null, data)
                    : (ScriptStatus.Threw, 0, "its worker has forgotten it");
                made += steps - Math.Max(0, Meter.Left);
                ScriptWire.Byte(answer, (byte)status);
                if (status == ScriptStatus.Value)
                    ScriptWire.Large(answer, BitConverter.DoubleToInt64Bits(value));
                else
                    ScriptWire.Text(answer, message);
            }
        }

        return made;
    }

    private static string?[] Texts(ref ScriptWire.Reader request)
    {
        var texts = new string?[request.Number()];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = request.Text();
        return texts;
    }
}
