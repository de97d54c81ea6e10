using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rlar.Kernels.Cpu;

internal static unsafe partial class FloatGroupKernel<TOctet, TRow, TRule>
{
    /// <summary>
    /// The numbers of sixteen groups of a block. Every part is a line, and a part's lines lie side by side over the block. All of it, with
    /// the block's rewards and advantages, has to fit the first-level cache.
    /// </summary>
    private readonly struct MixedTile(float* space, int index, int start = 0)
    {
        // A row picks its numbers from sixteen, counted from its first group; so there is room for sixteen past the last group.
        private const int PartLength = (BlockTiles + 1) * Lanes;
        private const int MostRewards = BlockTiles * Lanes * Lanes;
        private const int NumbersAt = 5 * PartLength;
        private const int GroupsAt = NumbersAt + MostRewards / sizeof(float);
        private const int TablesAt = GroupsAt + MostRewards / sizeof(float);
        private const int MasksAt = TablesAt + 2 * Lanes;
        private const int LacksAt = MasksAt + 2 * Lanes;

        /// <summary>Numbers that a block takes.</summary>
        internal const int Length = LacksAt + BlockTiles * Lanes;

        internal float* Counts => space + Lanes * index;

        internal float* Origins => Counts + PartLength;

        internal float* Means => Counts + 2 * PartLength;

        internal float* Factors => Counts + 3 * PartLength;

        internal float* Squares => Counts + 4 * PartLength;

        /// <summary>Which of the block's groups each of its rewards belongs to; reward <c>start</c> is the first.</summary>
        internal byte* Groups => (byte*)(space + GroupsAt) - start;

        /// <summary>1 / n of the sizes n from 1 to 16.</summary>
        internal float* Reciprocals => space + TablesAt;

        /// <summary>What the rule prepares for these sizes.</summary>
        internal float* Prepared => space + TablesAt + Lanes;

        /// <summary>Masks of the lanes before and after where a group's rewards end: sixteen of ones, sixteen of none.</summary>
        internal float* Masks => space + MasksAt;

        /// <summary>What each group lacks of a full row.</summary>
        internal int* Lacks => (int*)(space + LacksAt) + Lanes * index;

        // Each group's number sixteen times, from the tile's first group on.
        private Vector128<byte>* Numbers => (Vector128<byte>*)(space + NumbersAt) + Lanes * index;

        /// <summary>Fills the tables, which serve all blocks.</summary>
        internal void Prepare(TRule rule)
        {
            var sizes = TRow.OneToSixteen;
            TRow.Store(TRow.Broadcast(1) / sizes, Reciprocals);
            TRow.Store(rule.Prepare(sizes), Prepared);
            new Span<int>(Masks, Lanes).Fill(-1);
            new Span<int>(Masks + Lanes, Lanes).Clear();
            for (var i = 0; i < BlockTiles * Lanes; i++)
                Numbers[i] = Vector128.Create((byte)i);
        }

        /// <summary>Numbers the rewards of a group; what lies past its end belongs to the next group and is numbered with it.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void NumberGroup(int j, int at) => Numbers[j].Store(Groups + at);
    }
}
