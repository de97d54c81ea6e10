namespace Rlar.Rewards.Verifiers.Code;

/// <summary>
/// Tells which fenced blocks of an answer are its program: the last that defines what the tests are about, or of programs that are run, the last
/// that reads its input and prints without needing another. A snippet behind it that only calls it, or tests it, is no program; a block that
/// defines it again is its revision. What the program uses and another block alone defines (helpers, imports, constants) goes before it.
/// </summary>
internal static class ProgramBlocks
{
    private const int MostBlocks = 64;
    private static readonly string[] s_texts = ["", "text", "txt", "plaintext", "plain", "code"];

    /// <summary>The program, or null where no block is one.</summary>
    /// <param name="blocks">The blocks of the answer.</param>
    /// <param name="sought">What is sought.</param>
    internal static string? Choose(List<FencedBlock> blocks, ProgramSought sought)
    {
        var named = Latest(blocks.FindAll(block => sought.Languages.Contains(block.Language) && !IsSession(block)));
        var unnamed = Latest(blocks.FindAll(block => s_texts.Contains(block.Language) && !IsSession(block)));
        var bare = unnamed.FindAll(block => block.Language.Length == 0);
        var candidates = named.Count > 0 ? named : bare;

        // Beside a block of another language, one without is more often what that prints.
        var isForeign = named.Count == 0 && blocks.Count > unnamed.Count && (sought.IsRun || sought.Names.Count > 0);
        if (sought.Marks is { } marks)
        {
            var marked = Last(candidates, block => marks.Weight(block.Text, sought.HasInput));
            return marked < 0 || (isForeign && marks.Weight(candidates[marked].Text, sought.HasInput) <= 0)
                ? null
                : ProgramPieces.Join(candidates, marked, marks, sought.HasInput);
        }

        if (named.Count == 1 && unnamed.Count == 0)
            return named[0].Text;
        return Chosen(Read(named), sought) ?? Chosen(Read(unnamed), sought) ?? (isForeign ? null : Otherwise(Read(candidates), sought));
    }

    // Every block may be compared with every other.
    private static List<FencedBlock> Latest(List<FencedBlock> blocks) => blocks.Count <= MostBlocks ? blocks : blocks[^MostBlocks..];

    private static bool IsSession(FencedBlock block) => block.Text.AsSpan().TrimStart().StartsWith(">>>");

    private static List<Candidate> Read(List<FencedBlock> blocks) => blocks.ConvertAll(block => new Candidate(block.Text, PythonNames.Of(block.Text)));

    /// <summary>The program by what is known of it, or null.</summary>
    private static string? Chosen(List<Candidate> blocks, ProgramSought sought)
    {
        if (!sought.IsRun)
        {
            // A head without a body, which is quoted or left to the reader, is no revision.
            var last = blocks.FindLastIndex(block => block.Names.HasBody && sought.Names.Any(block.Names.Defines));
            last = last < 0 ? blocks.FindLastIndex(block => sought.Names.Any(block.Names.Defines)) : last;
            return last < 0 ? null : Whole(blocks, last, sought.Names);
        }

        // A block that calls what another one only defines may be the rest of the program.
        int Weight(Candidate block) => (IsReady(block.Names, sought), block.Names.Acts, Needs(blocks, block)) switch
        {
            (true, true, false) => 3,
            (true, true, true) => 2,
            (false, true, true) when blocks.Exists(other => Has(other, block) && !other.Names.Acts && IsReady(other.Names, sought)) => 2,
            (true, _, _) => 1,
            _ => 0,
        };
        var program = Last(blocks, Weight);
        return program >= 0 && Weight(blocks[program]) > 0 ? Whole(blocks, program, []) : Steps(blocks, sought);
    }

    /// <summary>A program of which no block both reads and prints: the last that prints, and what it needs; null where that does not read either.</summary>
    private static string? Steps(List<Candidate> blocks, ProgramSought sought)
    {
        var end = blocks.FindLastIndex(block => block.Names.Acts && block.Names.Writes && !block.Names.IsTest && Needs(blocks, block));
        var whole = end < 0 ? "" : Whole(blocks, end, []);
        return end >= 0 && IsReady(PythonNames.Of(whole), sought) ? whole : null;
    }

    private static bool IsReady(PythonNames block, ProgramSought sought) => block.Writes && (block.Reads || !(sought.HasInput || block.IsTest));

    /// <summary>Where nothing speaks for a block: the last that defines anything, and is neither a test nor a call of what another defines.</summary>
    private static string? Otherwise(List<Candidate> blocks, ProgramSought sought) => blocks.Count == 0
        ? null
        : Whole(
            blocks,
            Last(
                blocks,
                block => (block.Names.IsTest || Needs(blocks, block) || Calls(block, sought) ? 0 : 2)
                    + (block.Names.HasDefinition && sought.Names.Count == 0 ? 1 : 0)),
            sought.Names);

    /// <summary>Whether a block calls what is sought; one that is indented may be the rest of a function that the prompt begins.</summary>
    private static bool Calls(Candidate block, ProgramSought sought) =>
        !char.IsWhiteSpace(block.Text.FirstOrDefault()) && sought.Names.Any(block.Names.Missing.Contains);

    /// <summary>Whether a block uses what only another one defines.</summary>
    private static bool Needs(List<Candidate> blocks, Candidate block) =>
        blocks.Exists(other => Has(other, block));

    private static bool Has(Candidate other, Candidate block) => !ReferenceEquals(other, block) && other.Names.Outermost.Overlaps(block.Names.Missing);

    /// <summary>A block with the others that have what it lacks; those that define what it defines itself are earlier tries of the same.</summary>
    private static string Whole(List<Candidate> blocks, int chosen, IReadOnlyCollection<string> wanted)
    {
        var block = blocks[chosen];
        var missing = new HashSet<string>(block.Names.Missing);
        missing.UnionWith(wanted.Where(name => !block.Names.Defines(name)));
        var defined = new HashSet<string>(block.Names.Outermost);
        var before = new List<string>();
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            var names = blocks[i].Names;
            if (i == chosen || names.IsTest || !names.Outermost.Overlaps(missing) || names.Missing.Overlaps(block.Names.Outermost)
                || names.Outermost.Any(name => wanted.Contains(name) && defined.Contains(name)))
                continue;
            before.Insert(0, blocks[i].Text);
            defined.UnionWith(names.Outermost);
            missing.ExceptWith(names.Outermost);
            missing.UnionWith(names.Missing.Where(name => !defined.Contains(name)));
        }

        return before.Count == 0 ? block.Text : string.Join('\n', [.. before, block.Text]);
    }

    /// <summary>The last of the greatest weight, or -1 where there are none.</summary>
    private static int Last<T>(List<T> items, Func<T, int> weight)
    {
        int best = -1, greatest = int.MinValue;
        for (var i = 0; i < items.Count; i++)
        {
            var one = weight(items[i]);
            if (one >= greatest)
                (best, greatest) = (i, one);
        }

        return best;
    }

    private sealed record Candidate(string Text, PythonNames Names);
}
