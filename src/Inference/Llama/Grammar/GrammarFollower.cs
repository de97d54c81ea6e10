using System.Runtime.InteropServices;

namespace Rlar.Inference.Llama.Grammar;

/// <summary>
/// Follows a grammar byte by byte. States and where bytes lead from them are kept, so that a state that comes again costs nothing. Safe for several
/// threads.
/// </summary>
internal sealed class GrammarFollower
{
    // What is beyond these is treated as if the grammar did not allow it: an ambiguous grammar may have very many ways.
    private const int MostStacks = 4096;
    private const int MostSteps = 1 << 16;
    private const int MostStates = 1 << 15;
    private const int Plane16 = 0x100000;
    private readonly GrammarProgram _program;
    private readonly Dictionary<(int Place, int After), GrammarStack> _stacks = [];
    private readonly Dictionary<string, GrammarState> _states = new(StringComparer.Ordinal);
    private int _ids;

    internal GrammarFollower(GbnfGrammar grammar)
    {
        _program = grammar.Program;
        Start = Close([.. _program.Starts(_program.Root).Select(place => Push(place, null))])
            ?? throw new InferenceException("The grammar cannot be followed: its start stands for too many things at once.");
    }

    /// <summary>Held while states change.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Where a text begins.</summary>
    internal GrammarState Start { get; }

    /// <summary>Where bytes lead; null where the grammar does not allow them.</summary>
    internal GrammarState? Follow(GrammarState state, ReadOnlySpan<byte> bytes)
    {
        lock (Gate)
        {
            foreach (var value in bytes)
            {
                if (Next(state, value) is not { } next)
                    return null;
                state = next;
            }

            return state;
        }
    }

    /// <summary>Where one byte leads; for who follows many, under <see cref="Gate"/>.</summary>
    internal GrammarState? Next(GrammarState state, byte value)
    {
        ref var next = ref CollectionsMarshal.GetValueRefOrAddDefault(state.Next, value, out var known);
        return known ? next : next = Compute(state, value);
    }

    private GrammarState? Compute(GrammarState state, byte value)
    {
        if (state.Partial.Then(value) is not { } partial)
            return null;
        var left = new List<GrammarStack>();
        var covered = true;
        foreach (var stack in state.Stacks)
        {
            var set = _program.Set(stack.Place)!;
            if (!set.Intersects(partial.First, partial.Last))
                continue;
            left.Add(stack);
            covered &= set.Covers(partial.First, partial.Last);
        }

        if (left.Count == 0)
            return null;
        if (partial.Left == 0)
            return Close([.. left.Select(stack => Push(stack.Place + 1, stack.Rest))]);
        // Where all that it may become is allowed it does not matter what it becomes, and many states are one.
        var whole = 1 << (6 * partial.Left);
        var any = new PartialCharacter(partial.Left, Plane16, Plane16 + whole - 1);
        if (covered && partial.Last - partial.First == whole - 1 && left.TrueForAll(stack => _program.Set(stack.Place)!.Covers(any.First, any.Last)))
            partial = any;
        return State(left, false, partial);
    }

    // Every way until its next place is characters.
    private GrammarState? Close(List<GrammarStack?> open)
    {
        var seen = new HashSet<int>();
        var found = new List<GrammarStack>();
        var complete = false;
        for (var steps = 0; open.Count > 0; steps++)
        {
            var stack = open[^1];
            open.RemoveAt(open.Count - 1);
            if (stack is null)
            {
                complete = true;
            }
            else if (seen.Add(stack.Id))
            {
                if (_program.Set(stack.Place) is not null)
                {
                    found.Add(stack);
                }
                else
                {
                    var rest = Push(stack.Place + 1, stack.Rest);
                    foreach (var place in _program.Called(stack.Place))
                        open.Add(Push(place, rest));
                }
            }

            if (steps > MostSteps || found.Count > MostStacks)
                return null;
        }

        return found.Count > 0 || complete ? State(found, complete, default) : null;
    }

    private GrammarStack? Push(int place, GrammarStack? rest)
    {
        if (_program.IsEnd(place))
            return rest;
        ref var stack = ref CollectionsMarshal.GetValueRefOrAddDefault(_stacks, (place, rest?.Id ?? -1), out _);
        return stack ??= new GrammarStack(_ids++, place, rest);
    }

    private GrammarState State(List<GrammarStack> stacks, bool isComplete, PartialCharacter partial)
    {
        if (_states.Count > MostStates)
        {
            // Who holds an old state may go on with it; its stacks are other objects than new ones.
            _states.Clear();
            _stacks.Clear();
        }

        stacks.Sort(static (one, other) => one.Id.CompareTo(other.Id));
        int[] key = [isComplete ? 1 : 0, partial.Left, partial.First, partial.Last, .. stacks.Select(stack => stack.Id)];
        ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(_states, new string(MemoryMarshal.Cast<int, char>(key)), out _);
        return state ??= new GrammarState([.. stacks], isComplete, partial);
    }
}
