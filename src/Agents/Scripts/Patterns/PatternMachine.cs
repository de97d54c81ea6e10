using System.Globalization;
using Rlar.Agents.Scripts.Running;

namespace Rlar.Agents.Scripts.Patterns;

/// <summary>
/// Runs a pattern over one text, with backtracking, in the order in which .NET's engine would try: each instruction is a step of the script's call,
/// and what it must remember is memory of it. So a pattern that explodes ends its call, after the same step on every machine.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="searchStart">Where the search began: \G.</param>
/// <param name="registers">How many registers the program has.</param>
internal sealed class PatternMachine(string text, int searchStart, int registers)
{
    private readonly int[] _registers = new int[registers];
    private readonly List<(int Group, int Start, int End)> _captures = [];
    private readonly List<(int Register, int Value)> _trail = [];
    private Frame[] _frames = new Frame[16];
    private int _count;

    /// <summary>Everything captured, in order.</summary>
    internal IReadOnlyList<(int Group, int Start, int End)> Captures => _captures;

    /// <summary>Runs a program from a place.</summary>
    /// <param name="program">The program.</param>
    /// <param name="start">The place.</param>
    /// <param name="wantedEnd">Where the match must end; -1 for anywhere.</param>
    /// <returns>The end of the match, or -1.</returns>
    internal int Run(PatternProgram program, int start, int wantedEnd = -1)
    {
        var (bottom, trail, captures) = (_count, _trail.Count, _captures.Count);
        var end = Walk(program, start, wantedEnd, bottom);
        _count = bottom;
        if (end < 0)
            Undo(trail, captures);
        return end;
    }

    private int Walk(PatternProgram program, int start, int wantedEnd, int bottom)
    {
        var code = program.Code;
        var (pc, at) = (0, start);
        while (true)
        {
            Meter.Step();
            var instruction = code[pc];
            bool goesOn;
            switch (instruction.Op)
            {
                case PatternProgram.Op.One:
                    goesOn = at < text.Length && instruction.Set!.Has(text[at]);
                    at++;
                    pc++;
                    break;
                case PatternProgram.Op.Run:
                    goesOn = ReadRun(instruction, pc, ref at);
                    pc++;
                    break;
                case PatternProgram.Op.LazyRun:
                    goesOn = ReadLazily(instruction, pc, ref at);
                    pc++;
                    break;
                case PatternProgram.Op.Split:
                    Push(new Frame(instruction.Y, at, _trail.Count, _captures.Count, 0, FrameKind.Plain));
                    pc = instruction.X;
                    goesOn = true;
                    break;
                case PatternProgram.Op.Jump:
                    pc = instruction.X;
                    goesOn = true;
                    break;
                case PatternProgram.Op.Keep:
                    Set(instruction.X, at);
                    pc++;
                    goesOn = true;
                    break;
                case PatternProgram.Op.SkipWhereEmpty:
                    pc = _registers[instruction.X] == at ? instruction.Y : pc + 1;
                    goesOn = true;
                    break;
                case PatternProgram.Op.Capture:
                    Meter.Bytes(12);
                    _captures.Add((instruction.X, _registers[instruction.Y], at));
                    pc++;
                    goesOn = true;
                    break;
                case PatternProgram.Op.Again:
                    goesOn = ReadAgain(instruction, ref at);
                    pc++;
                    break;
                case PatternProgram.Op.Place:
                    goesOn = IsAt((PatternPlace)instruction.X, at);
                    pc++;
                    break;
                case PatternProgram.Op.Look:
                    goesOn = Look(instruction, at);
                    pc++;
                    break;
                case PatternProgram.Op.Atomic:
                    var end = Run(instruction.Inner!, at);
                    goesOn = end >= 0;
                    at = end;
                    pc++;
                    break;
                default:
                    goesOn = wantedEnd < 0 || at == wantedEnd;
                    if (goesOn)
                        return at;
                    break;
            }

            if (!goesOn && !Back(code, bottom, ref pc, ref at))
                return -1;
        }
    }

    private bool ReadRun(PatternProgram.Instruction run, int pc, ref int at)
    {
        var (start, limit) = (at, run.Y < text.Length - at ? at + run.Y : text.Length);
        var set = run.Set!;
        while (at < limit && set.Has(text[at]))
            at++;
        Meter.Steps((at - start) / 4);
        if (at - start < run.X)
            return false;
        if (at - start > run.X)
            Push(new Frame(pc, at, _trail.Count, _captures.Count, start + run.X, FrameKind.Shorter));
        return true;
    }

    private bool ReadLazily(PatternProgram.Instruction run, int pc, ref int at)
    {
        for (var i = 0; i < run.X; i++)
        {
            if (at >= text.Length || !run.Set!.Has(text[at]))
                return false;
            at++;
        }

        Meter.Steps(run.X / 4);
        if (run.Y > run.X)
            Push(new Frame(pc, at, _trail.Count, _captures.Count, run.Y == int.MaxValue ? int.MaxValue : at + run.Y - run.X, FrameKind.Longer));
        return true;
    }

    private bool ReadAgain(PatternProgram.Instruction again, ref int at)
    {
        for (var i = _captures.Count - 1; i >= 0; i--)
        {
            Meter.Step();
            var (group, start, end) = _captures[i];
            if (group != again.X)
                continue;
            var length = end - start;
            Meter.Steps(length / 4);
            if (length > text.Length - at
                || string.Compare(text, start, text, at, length, again.Y == 1 ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal) != 0)
                return false;
            at += length;
            return true;
        }

        return false;
    }

    private bool Look(PatternProgram.Instruction look, int at)
    {
        var (trail, captures) = (_trail.Count, _captures.Count);
        var isThere = look.X == 0 ? Run(look.Inner!, at) >= 0 : IsBehind(look.Inner!, at);
        if (look.Y == 0)
            return isThere;
        Undo(trail, captures);
        return !isThere;
    }

    private bool IsBehind(PatternProgram inner, int end)
    {
        for (var start = end; start >= 0; start--)
        {
            Meter.Step();
            if (Run(inner, start, end) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>Goes back to the last place where there was another way; false where there is none.</summary>
    private bool Back(IReadOnlyList<PatternProgram.Instruction> code, int bottom, ref int pc, ref int at)
    {
        while (_count > bottom)
        {
            ref var frame = ref _frames[_count - 1];
            Undo(frame.Trail, frame.Captures);
            switch (frame.Kind)
            {
                case FrameKind.Shorter:
                    (pc, at) = (frame.Pc + 1, --frame.At);
                    if (frame.At == frame.Bound)
                        _count--;
                    return true;
                case FrameKind.Longer:
                    if (frame.At >= frame.Bound || frame.At >= text.Length || !code[frame.Pc].Set!.Has(text[frame.At]))
                    {
                        _count--;
                        continue;
                    }

                    (pc, at) = (frame.Pc + 1, ++frame.At);
                    return true;
                default:
                    (pc, at) = (frame.Pc, frame.At);
                    _count--;
                    return true;
            }
        }

        return false;
    }

    private void Undo(int trail, int captures)
    {
        for (var i = _trail.Count - 1; i >= trail; i--)
            _registers[_trail[i].Register] = _trail[i].Value;
        _trail.RemoveRange(trail, _trail.Count - trail);
        _captures.RemoveRange(captures, _captures.Count - captures);
    }

    private void Set(int register, int value)
    {
        Meter.Bytes(8);
        _trail.Add((register, _registers[register]));
        _registers[register] = value;
    }

    private void Push(Frame frame)
    {
        if (_count == _frames.Length)
        {
            Meter.Bytes(48L * _frames.Length);
            Array.Resize(ref _frames, 2 * _frames.Length);
        }

        _frames[_count++] = frame;
    }

    private bool IsAt(PatternPlace place, int at) => place switch
    {
        PatternPlace.Start => at == 0,
        PatternPlace.LineStart => at == 0 || text[at - 1] == '\n',
        PatternPlace.End => at == text.Length,
        PatternPlace.LastEnd => at == text.Length || (at == text.Length - 1 && text[at] == '\n'),
        PatternPlace.LineEnd => at == text.Length || text[at] == '\n',
        PatternPlace.WordEdge => IsEdge(at),
        PatternPlace.NoWordEdge => !IsEdge(at),
        _ => at == searchStart,
    };

    private bool IsEdge(int at) => (at > 0 && IsWord(text[at - 1])) != (at < text.Length && IsWord(text[at]));

    // As .NET's \b: \w, and the two joiners of no width.
    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '\u200c' or '\u200d'
        || (c > 127 && char.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation);

    private enum FrameKind : byte
    {
        Plain,
        Shorter,
        Longer,
    }

    private record struct Frame(int Pc, int At, int Trail, int Captures, int Bound, FrameKind Kind);
}
