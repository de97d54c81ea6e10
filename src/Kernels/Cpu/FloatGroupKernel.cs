using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// The estimators of the form A = (r - mean) scale over float rewards, in float. What a group's numbers are does not depend on its
/// neighbours, the layout or the path: <see cref="FloatGroup"/> defines them, and the tiles here compute the same for many groups at a time.
/// A group that is too large for float sums, or holds a number that is too large or not finite, is summed in double.
/// </summary>
[SkipLocalsInit]
internal static unsafe partial class FloatGroupKernel<TOctet, TRow, TRule>
    where TOctet : unmanaged, IOctet<TOctet>
    where TRow : unmanaged, IFloatRow<TRow>
    where TRule : unmanaged, IGroupRule
{
    private const int Lanes = 16;

    private const int Line = 64;

    /// <summary>Transforms the groups of one chunk.</summary>
    /// <param name="job">The batch.</param>
    /// <param name="chunk">Which chunk of it.</param>
    internal static void Run(void* job, int chunk)
    {
        ref var batch = ref *(GroupJob<float, TRule>*)job;
        var first = chunk * batch.GroupsPerChunk;
        var last = (int)Math.Min(batch.Groups, (long)first + batch.GroupsPerChunk);
        var space = stackalloc float[StreamingOutput<float>.ScratchLength + ShortTile.Length + Line];
        var aligned = (float*)(((nint)space + Line - 1) & -Line);
        var tiles = aligned + StreamingOutput<float>.ScratchLength;
        var output = new StreamingOutput<float>(aligned, batch.Advantages + batch.Start(first), batch.Streams);
        var isFinite = true;
        for (var group = first; group < last;)
        {
            // Groups that no tile takes are done one by one.
            group += WholeTiles(ref batch, group, last, ref output, tiles);
            for (var end = Math.Min(last, group + Lanes); group < end; group++)
                isFinite &= Transform(ref batch, group, ref output);
        }

        output.Finish();
        if (!isFinite)
            batch.Suspect(chunk);
    }

    /// <summary>As many groups from the first on as tiles take. The result is their number.</summary>
    private static int WholeTiles(ref GroupJob<float, TRule> batch, int group, int last, ref StreamingOutput<float> output, float* tiles)
    {
        if (!batch.Rule.FitsFloat)
            return 0;
        if (typeof(TOctet) == typeof(OctetScalar))
            return SingleGroups(ref batch, group, last, ref output);
        return batch.Size switch
        {
            4 => EqualGroups<Of4>(ref batch, group, last, ref output),
            8 => EqualGroups<Of8>(ref batch, group, last, ref output),
            16 => EqualGroups<Of16>(ref batch, group, last, ref output),
            64 => EqualGroups<Of64>(ref batch, group, last, ref output),
            _ => MixedGroups(ref batch, group, last, ref output, tiles),
        };
    }

    /// <summary>Without vectors, groups one after the other while <see cref="ShortGroup"/> takes them. The result is their number.</summary>
    private static int SingleGroups(ref GroupJob<float, TRule> batch, int first, int last, ref StreamingOutput<float> output)
    {
        const int Together = 512;
        var prepared = stackalloc float[ShortGroup.MostRewards + 1];
        for (var count = 0; count <= ShortGroup.MostRewards; count++)
            prepared[count] = batch.Rule.Prepare(new FloatLane(count)).Value;
        var group = first;
        var more = true;
        while (group < last && more)
        {
            var (start, count) = batch.Group(group);
            var rewards = batch.Rewards + start;
            var advantages = output.Room();
            var done = 0;
            while (count <= ShortGroup.MostRewards && done < Together
                && ShortGroup.TryTransform(rewards + done, count, batch.Rule, prepared[count], advantages + done))
            {
                done += count;
                if (++group == last)
                    break;
                count = batch.Group(group).Count;
            }

            output.Advance(done);
            more = done >= Together;
        }

        return group - first;
    }

    /// <summary>One group. The result is false where a reward was not finite.</summary>
    private static bool Transform(ref GroupJob<float, TRule> batch, int group, ref StreamingOutput<float> output)
    {
        var (start, count) = batch.Group(group);
        var rewards = batch.Rewards + start;
        if (count <= FloatGroup.MostRewards && batch.Rule.FitsFloat && FloatGroup.TryTransform(rewards, count, batch.Rule, output.Room()))
        {
            output.Advance(count);
            return true;
        }

        return LargeGroup<TOctet, float, TRule>.Transform(rewards, count, batch.Rule, ref output);
    }

    /// <summary>Quad k of the result holds the sums of quad k of a, b, c and d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow SumQuads(TRow a, TRow b, TRow c, TRow d) => TRow.SumPairs(TRow.AddPairs(a, b), TRow.AddPairs(c, d));
}
