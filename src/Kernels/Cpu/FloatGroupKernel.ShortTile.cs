using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rlar.Kernels.Cpu;

internal static unsafe partial class FloatGroupKernel<TOctet, TRow, TRule>
{
    /// <summary>
    /// The numbers of sixteen groups of a block. Every part is a line, and a part's lines lie side by side over the block. All of it, with
    /// the block's rewards and advantages, has to fit the first-level cache.
    /// </summary>
    private readonly struct ShortTile(float* space, int index, int start = 0)
    {
        /// <summary>The numbers of a part. A row picks from sixteen, counted from its first group; so there is room for sixteen past the last group.</summary>
        internal const int PartLength = (BlockTiles + 1) * Lanes;
        private const int MostRewards = BlockTiles * Lanes * Lanes;
        private const int NumbersAt = 5 * PartLength;
        private const int GroupsAt = NumbersAt + MostRewards / sizeof(float);
        private const int TablesAt = GroupsAt + MostRewards / sizeof(float);

        /// <summary>Numbers that a block takes.</summary>
        internal const int Length = TablesAt + 4 * Lanes;

        internal float* Origins => space + Lanes * index;

        /// <summary>1 / n, then the means.</summary>
        internal float* Means => Origins + PartLength;

        /// <summary>What the rule prepares, then the factors.</summary>
        internal float* Factors => Origins + 2 * PartLength;

        internal float* Squares => Origins + 3 * PartLength;

        /// <summary>What each group lacks of a full row.</summary>
        internal int* Lacks => (int*)Origins + 4 * PartLength;

        /// <summary>Which of the block's groups each of its rewards belongs to; reward <c>start</c> is the first.</summary>
        internal byte* Groups => (byte*)(space + GroupsAt) - start;

        /// <summary>1 / n of the sizes n from 1 to 16.</summary>
        internal float* Reciprocals => space + TablesAt;

        /// <summary>What the rule prepares for these sizes.</summary>
        internal float* Prepared => space + TablesAt + Lanes;

        /// <summary>Sixteen lanes of a group, then sixteen past its end; from what it lacks of a row on, they are its row's.</summary>
        internal float* Masks => space + TablesAt + 2 * Lanes;

        // Each group's number sixteen times, from the tile's first group on.
        private Vector128<byte>* Numbers => (Vector128<byte>*)(space + NumbersAt) + Lanes * index;

        /// <summary>Fills the tables, which serve all blocks.</summary>
        internal void Prepare(TRule rule)
        {
            TRow.Store(TRow.Broadcast(1) / TRow.OneToSixteen, Reciprocals);
            TRow.Store(rule.Prepare(TRow.OneToSixteen), Prepared);
            // A lone reward's deviation is 0, which any finite factor leaves 0.
            if (rule.LoneScale() == 0)
                Prepared[0] = 1;
            new Span<int>(Masks, Lanes).Fill(-1);
            new Span<int>(Masks + Lanes, Lanes).Clear();
            for (var i = 0; i < BlockTiles * Lanes; i++)
                Numbers[i] = Vector128.Create((byte)i);
        }

        /// <summary>Numbers the rewards of a group; what lies past its end belongs to the next group and is numbered with it.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void NumberGroup(int j, nint at) => Numbers[j].Store(Groups + at);
    }
}
