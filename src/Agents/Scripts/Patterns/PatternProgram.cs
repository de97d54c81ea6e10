namespace Rlar.Agents.Scripts.Patterns;

/// <summary>A pattern as instructions for <see cref="PatternMachine"/>.</summary>
internal sealed class PatternProgram
{
    private const int MostInstructions = 20_000;
    private readonly List<Instruction> _code = [];

    private PatternProgram()
    {
    }

    /// <summary>What an instruction does.</summary>
    internal enum Op : byte
    {
        /// <summary>One character of the set.</summary>
        One,

        /// <summary>Characters of the set, X to Y of them, as many as there are.</summary>
        Run,

        /// <summary>The same, as few as will do.</summary>
        LazyRun,

        /// <summary>Goes on at X, and at Y where that leads nowhere.</summary>
        Split,

        /// <summary>Goes on at X.</summary>
        Jump,

        /// <summary>Keeps the place in register X.</summary>
        Keep,

        /// <summary>Goes on at Y where nothing was read since the place in register X.</summary>
        SkipWhereEmpty,

        /// <summary>Captures for group X what was read since the place in register Y.</summary>
        Capture,

        /// <summary>What group X captured, with case where Y is 0.</summary>
        Again,

        /// <summary>The place of kind X.</summary>
        Place,

        /// <summary>Looks by the inner program: X is 1 for behind, Y is 1 for not.</summary>
        Look,

        /// <summary>Runs the inner program and does not go back into it.</summary>
        Atomic,

        /// <summary>Matched.</summary>
        Done,
    }

    /// <summary>The instructions.</summary>
    internal IReadOnlyList<Instruction> Code => _code;

    /// <summary>How many registers it has.</summary>
    internal int Registers { get; private set; }

    /// <summary>What a match can begin with; null where it can be empty or begins with something else than a character.</summary>
    internal IReadOnlyList<CharSet>? First { get; private set; }

    /// <summary>The only place at which it can match, or null.</summary>
    internal PatternPlace? Anchor { get; private set; }

    /// <summary>Writes the program of a pattern.</summary>
    /// <exception cref="ArgumentException">Its counts make it too large.</exception>
    internal static PatternProgram Of(PatternNode root)
    {
        var program = Of(root, 0);
        program.First = Begins(root);
        program.Anchor = AnchorOf(root);
        return program;
    }

    private static PatternProgram Of(PatternNode root, int registers)
    {
        var program = new PatternProgram { Registers = registers };
        program.Write(root);
        program.Add(new Instruction(Op.Done));
        return program;
    }

    private static PatternPlace? AnchorOf(PatternNode node) => node switch
    {
        PatternNode.Place { Kind: PatternPlace.Start or PatternPlace.SearchStart } place => place.Kind,
        PatternNode.Sequence { Parts.Count: > 0 } sequence => AnchorOf(sequence.Parts[0]),
        PatternNode.Captured captured => AnchorOf(captured.Part),
        _ => null,
    };

    private static IReadOnlyList<CharSet>? Begins(PatternNode node) => node switch
    {
        PatternNode.One one => [one.Set],
        PatternNode.Captured captured => Begins(captured.Part),
        PatternNode.Atomic atomic => Begins(atomic.Part),
        PatternNode.Repeat { Least: > 0 } repeat => Begins(repeat.Part),
        PatternNode.Sequence { Parts: [PatternNode.Place { Kind: PatternPlace.WordEdge }, var second, ..] } => Begins(second),
        PatternNode.Sequence { Parts.Count: > 0 } sequence => Begins(sequence.Parts[0]),
        PatternNode.Choice choice => choice.Parts.Select(Begins).ToArray() is var all && all.All(set => set is not null) ? [.. all.SelectMany(set => set!)] : null,
        _ => null,
    };

    private int Add(Instruction instruction)
    {
        if (_code.Count >= MostInstructions)
            throw new ArgumentException("The pattern is too large: its counts multiply.");
        _code.Add(instruction);
        return _code.Count - 1;
    }

    private void Write(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.One one:
                Add(new Instruction(Op.One, Set: one.Set));
                break;
            case PatternNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                    Write(part);
                break;
            case PatternNode.Choice choice:
                Write(choice);
                break;
            case PatternNode.Repeat repeat:
                Write(repeat);
                break;
            case PatternNode.Captured captured:
                var register = Registers++;
                Add(new Instruction(Op.Keep, register));
                Write(captured.Part);
                Add(new Instruction(Op.Capture, captured.Key.Number, register));
                break;
            case PatternNode.Again again:
                Add(new Instruction(Op.Again, again.Key.Number, again.IgnoresCase ? 1 : 0));
                break;
            case PatternNode.Place place:
                Add(new Instruction(Op.Place, (int)place.Kind));
                break;
            case PatternNode.Look look:
                Add(new Instruction(Op.Look, look.IsBehind ? 1 : 0, look.IsNegative ? 1 : 0, Inner: Inner(look.Part)));
                break;
            case PatternNode.Atomic atomic:
                Add(new Instruction(Op.Atomic, Inner: Inner(atomic.Part)));
                break;
        }
    }

    // An inner program runs on the registers of the outer one.
    private PatternProgram Inner(PatternNode part)
    {
        var inner = Of(part, Registers);
        Registers = inner.Registers;
        return inner;
    }

    private void Write(PatternNode.Choice choice)
    {
        List<int> jumps = [];
        for (var i = 0; i < choice.Parts.Count; i++)
        {
            var isLast = i == choice.Parts.Count - 1;
            var split = isLast ? -1 : Add(new Instruction(Op.Split));
            Write(choice.Parts[i]);
            if (isLast)
                break;
            jumps.Add(Add(new Instruction(Op.Jump)));
            _code[split] = new Instruction(Op.Split, split + 1, _code.Count);
        }

        foreach (var jump in jumps)
            _code[jump] = new Instruction(Op.Jump, _code.Count);
    }

    private void Write(PatternNode.Repeat repeat)
    {
        if (repeat.Part is PatternNode.One one)
        {
            Add(new Instruction(repeat.IsLazy ? Op.LazyRun : Op.Run, repeat.Least, repeat.Most ?? int.MaxValue, one.Set));
            return;
        }

        for (var i = 0; i < repeat.Least; i++)
            Write(repeat.Part);
        if (repeat.Most is { } most)
        {
            List<int> splits = [];
            for (var i = repeat.Least; i < most; i++)
            {
                splits.Add(Add(new Instruction(Op.Split)));
                Write(repeat.Part);
            }

            foreach (var split in splits)
                _code[split] = Split(split + 1, _code.Count, repeat.IsLazy);
            return;
        }

        // What reads nothing is not repeated.
        var register = Registers++;
        var head = Add(new Instruction(Op.Split));
        Add(new Instruction(Op.Keep, register));
        Write(repeat.Part);
        var check = Add(new Instruction(Op.SkipWhereEmpty));
        Add(new Instruction(Op.Jump, head));
        _code[check] = new Instruction(Op.SkipWhereEmpty, register, _code.Count);
        _code[head] = Split(head + 1, _code.Count, repeat.IsLazy);
    }

    private static Instruction Split(int into, int past, bool isLazy) => isLazy ? new Instruction(Op.Split, past, into) : new Instruction(Op.Split, into, past);

    /// <summary>One instruction.</summary>
    /// <param name="Op">What it does.</param>
    /// <param name="X">See <see cref="PatternProgram.Op"/>.</param>
    /// <param name="Y">See <see cref="PatternProgram.Op"/>.</param>
    /// <param name="Set">Its characters.</param>
    /// <param name="Inner">Its inner program.</param>
    internal readonly record struct Instruction(Op Op, int X = 0, int Y = 0, CharSet? Set = null, PatternProgram? Inner = null);
}
