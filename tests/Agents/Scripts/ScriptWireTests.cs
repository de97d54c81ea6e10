using System.Buffers;
using Rlar.Agents.Scripts.Running;

namespace Rlar.Agents.Tests.Scripts;

/// <summary>What host and worker say to each other.</summary>
[Collection(ScriptMachine.Meter)]
public sealed class ScriptWireTests
{
    private static readonly string?[] s_texts = [null, "", "a", "plain text, of some length", "\0\u007f", "\u0080", "Ü", "half \ud800 of one", "漢字\udc00", new('x', 70_000), new('é', 70_000)];

    [Fact]
    public void Text_AnyText_ArrivesAsItIs()
    {
        var into = new ArrayBufferWriter<byte>();
        foreach (var text in s_texts)
            ScriptWire.Text(into, text);
        var reader = new ScriptWire.Reader(into.WrittenSpan);
        foreach (var text in s_texts)
            Assert.Equal(text, reader.Text());
    }

    [Fact]
    public void Text_OfAsciiAlone_TakesAByteACharacter()
    {
        var into = new ArrayBufferWriter<byte>();
        ScriptWire.Text(into, new string('x', 1000));
        Assert.Equal(1004, into.WrittenCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1 << 20)]
    public void TryRead_FramesInPieces_GivesEach(int piece)
    {
        byte[][] frames = [[], [1], [.. Enumerable.Range(0, 300_000).Select(i => (byte)i)], [2, 3]];
        using var stream = new Pieces([.. frames.SelectMany(frame => (byte[])[.. BitConverter.GetBytes(frame.Length), .. frame])], piece);
        var reader = new FrameReader(stream);
        foreach (var expected in frames)
        {
            Assert.True(reader.TryRead(out var frame));
            Assert.Equal(expected, frame.ToArray());
        }

        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void TryRead_StreamThatEndsWithinAFrame_Throws()
    {
        foreach (var length in new[] { 1, 5 })
        {
            using var stream = new MemoryStream(((byte[])[3, 0, 0, 0, 1, 2])[..length]);
            Assert.Throws<EndOfStreamException>(() => new FrameReader(stream).TryRead(out _));
        }

        using var negative = new MemoryStream([255, 255, 255, 255]);
        Assert.Throws<InvalidDataException>(() => new FrameReader(negative).TryRead(out _));
    }

    [Fact]
    public void Serve_RequestsOfOneMessage_AreAnsweredTogether()
    {
        var script = ScriptMachine.Compiled(ScriptMachine.Score("return completion.Length;"));
        var (told, answers) = Serve(into =>
        {
            Write(into, ScriptWire.Load | ScriptWire.More, () =>
            {
                ScriptWire.Number(into, 1);
                ScriptWire.Number(into, script.Assembly.Length);
                into.Write(script.Assembly.Span);
            });
            Score(into, 1, isLast: false, steps: 1000, "a", "bb");
            Score(into, 1, isLast: true, steps: 1000, "ccc");
            Score(into, 1, isLast: true, steps: 1000, "");
        });
        Assert.Equal(2, told);
        Assert.Equal(4, answers);
    }

    [Fact]
    public void Serve_MuchWorkInOneMessage_IsToldOfMeanwhile()
    {
        var script = ScriptMachine.Compiled(ScriptMachine.Score("while (true) { }"));
        var (told, _) = Serve(into =>
        {
            Write(into, ScriptWire.Load | ScriptWire.More, () =>
            {
                ScriptWire.Number(into, 1);
                ScriptWire.Number(into, script.Assembly.Length);
                into.Write(script.Assembly.Span);
            });
            for (var i = 0; i < 6; i++)
                Score(into, 1, isLast: i == 5, steps: 5_000_000, "a");
        });
        Assert.Equal(3, told);
    }

    // How often the sandbox was told of answers, and how many there were.
    private static (int Told, int Answers) Serve(Action<ArrayBufferWriter<byte>> write)
    {
        var requests = new ArrayBufferWriter<byte>();
        write(requests);
        using var input = new MemoryStream(requests.WrittenMemory.ToArray());
        using var answers = new MemoryStream();
        using var reports = new MemoryStream();
        ScriptWorker.Serve(input, answers, reports);
        answers.Position = 0;
        var (reader, count) = (new FrameReader(answers), 0);
        while (reader.TryRead(out _))
            count++;
        return ((int)reports.Length, count);
    }

    private static void Write(ArrayBufferWriter<byte> into, int kind, Action write)
    {
        var start = ScriptWire.Begin(into);
        ScriptWire.Byte(into, (byte)kind);
        write();
        ScriptWire.End(into, start);
    }

    private static void Score(ArrayBufferWriter<byte> into, int number, bool isLast, long steps, params string[] completions) =>
        Write(into, isLast ? ScriptWire.Score : ScriptWire.Score | ScriptWire.More, () =>
        {
            ScriptWire.Number(into, number);
            ScriptWire.Large(into, steps);
            ScriptWire.Large(into, 1 << 20);
            ScriptWire.Text(into, "prompt");
            ScriptWire.Number(into, 0);
            ScriptWire.Number(into, 0);
            ScriptWire.Number(into, completions.Length);
            foreach (var completion in completions)
                ScriptWire.Text(into, completion);
        });

    private sealed class Pieces(byte[] data, int piece) : MemoryStream(data)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));
    }
}
