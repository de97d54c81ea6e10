using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>
/// The group-relative estimators for groups that fit a warp: a thread a completion, which reads its reward once and keeps it, and joins by shuffles in
/// place of shared memory and barriers. The tree is that of <see cref="Team"/>, so the bits are those of <see cref="GroupBodies.Centre"/>. Kernel
/// code, for devices with warps of 32.
/// </summary>
internal static class WarpBodies
{
    /// <summary>A = (r - mean_g) scale, for every rule of this form that does not weigh lengths.</summary>
    public static void Centre<T, TReal>(GroupJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var team = Team.Own(job.Width);
        long start = 0;
        long length = 0;
        if (team.Index < job.Groups)
        {
            start = job.Size > 0 ? team.Index * job.Size : job.Offsets[team.Index];
            length = job.Size > 0 ? job.Size : job.Offsets[team.Index + 1] - start;
        }

        var own = start + team.Lane;
        var reward = TReal.Down(0.0);
        var isScored = 0;
        if (team.Lane < length && GroupSpan.IsScored(job.Scored, own))
        {
            isScored = 1;
            reward = job.Rewards[own];
        }

        // Every thread takes part in every shuffle, also one without a completion.
        var count = (int)length;
        var first = 0;
        if (job.Scored.Length > 0)
        {
            count = Sum(isScored, team.Width);
            first = First(isScored, team);
        }

        var origin = TReal.Up(Warp.Shuffle(reward, (Group.IdxX - team.Lane + first) % Team.Lanes));
        var difference = 0.0;
        var differs = 0;
        if (isScored != 0)
        {
            difference = TReal.Up(reward) - origin;
            if (difference != 0.0)
                differs = 1;
        }

        var sum = Sum(difference, team.Width);
        differs = Sum(differs, team.Width);
        var offset = 0.0;
        if (count > 0)
            offset = sum / count;
        var deviation = 0.0;
        if (isScored != 0)
            deviation = difference - offset;
        var squares = Sum(deviation * deviation, team.Width);
        if (team.Lane >= length)
            return;
        var advantage = 0.0;
        if (isScored != 0)
        {
            if (count == 1)
            {
                if (job.Rule.KeepsLone != 0)
                    advantage = TReal.Up(reward) * job.Rule.ScaleOfOne();
            }
            else if (differs != 0)
            {
                advantage = deviation * job.Rule.Scale(count, origin + offset, squares);
            }
        }

        job.Advantages[own] = TReal.Down(advantage);
    }

    private static double Sum(double value, int width)
    {
        for (var half = width / 2; half > 0; half /= 2)
            value += Warp.ShuffleXor(value, half);
        return value;
    }

    private static int Sum(int value, int width)
    {
        for (var half = width / 2; half > 0; half /= 2)
            value += Warp.ShuffleXor(value, half);
        return value;
    }

    /// <summary>The first scored lane of the team; 0 where there is none.</summary>
    private static int First(int isScored, in Team team)
    {
        var first = Team.Lanes;
        if (isScored != 0)
            first = team.Lane;
        for (var half = team.Width / 2; half > 0; half /= 2)
        {
            var other = Warp.ShuffleXor(first, half);
            if (other < first)
                first = other;
        }

        return first % Team.Lanes;
    }
}
