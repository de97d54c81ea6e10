using System.Numerics;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Cpu;

public sealed unsafe partial class CpuTokenLogprobs
{
    /// <summary>One call's rows, as the threads that work on it see them. Pointers that are null are not wanted, or not there.</summary>
    private struct Job
    {
        internal byte* Logits;
        internal LogitFormat Format;
        internal int* Targets;
        internal int Tokens;
        internal int Vocabulary;
        internal int RowsPerChunk;
        internal double Temperature;
        internal double* Logprobs;
        internal double* Normalizers;
        internal double* Entropies;
        internal double* Squares;
        internal double* ByLogprob;
        internal double* ByEntropy;
        internal void* Gradients;
        private int _suspect;

        /// <summary>Whether some row holds a logit that is refused.</summary>
        internal readonly bool IsSuspect => _suspect != 0;

        /// <summary>Notes such a row; the caller looks for it afterwards.</summary>
        internal void Suspect() => Volatile.Write(ref _suspect, 1);

        /// <summary>The rows of a chunk.</summary>
        internal readonly (int First, int End) Rows(int chunk) => (chunk * RowsPerChunk, (int)Math.Min(Tokens, (chunk + 1L) * RowsPerChunk));

        /// <summary>Writes a row's statistics.</summary>
        internal readonly void Write(int t, double target, double maximum, double sum, double weighted, double squares)
        {
            var log = Math.Log(sum);
            Logprobs[t] = Math.Min(0, target - maximum - log);
            if (Normalizers != null)
                Normalizers[t] = maximum + log;
            if (Entropies != null)
                Entropies[t] = Math.Max(0, log - (weighted / sum));
            if (Squares != null)
                Squares[t] = squares / (sum * sum);
        }
    }

    private readonly struct ForwardKernel<TSource> : CpuBackend.IChunkKernel
        where TSource : struct, ILogitSource
    {
        /// <inheritdoc/>
        public static void Run<TOctet>(void* job, int chunk)
            where TOctet : unmanaged, IOctet<TOctet>
        {
            if (typeof(TOctet) == typeof(Octet512))
                Rows<LogitLanes512>(ref *(Job*)job, chunk);
            else
                Rows<LogitLanes256>(ref *(Job*)job, chunk);
        }

        private static void Rows<TLanes>(ref Job job, int chunk)
            where TLanes : unmanaged, ILogitLanes<TLanes>
        {
            var (first, end) = job.Rows(chunk);
            for (var t = first; t < end; t++)
            {
                var row = job.Logits + ((long)t * job.Vocabulary * TSource.Size);
                if (!LogitRow<TLanes, TSource>.Sums(
                    row, job.Vocabulary, 1 / job.Temperature, out var maximum, out var sum, out var weighted, out var squares))
                {
                    job.Suspect();
                    continue;
                }

                // A target of -infinity less a finite maximum stays -infinity.
                job.Write(t, TSource.At(row, job.Targets[t]) / job.Temperature, maximum / job.Temperature, sum, weighted, squares);
            }
        }
    }

    private readonly struct BackwardKernel<TSource> : CpuBackend.IChunkKernel
        where TSource : struct, ILogitSource
    {
        /// <inheritdoc/>
        public static void Run<TOctet>(void* job, int chunk)
            where TOctet : unmanaged, IOctet<TOctet>
        {
            if (typeof(TOctet) == typeof(Octet512))
                Rows<LogitLanes512>(ref *(Job*)job, chunk);
            else
                Rows<LogitLanes256>(ref *(Job*)job, chunk);
        }

        private static void Rows<TLanes>(ref Job job, int chunk)
            where TLanes : unmanaged, ILogitLanes<TLanes>
        {
            var (first, end) = job.Rows(chunk);
            for (var t = first; t < end; t++)
            {
                var gradients = (float*)job.Gradients + ((long)t * job.Vocabulary);
                var byLogprob = job.ByLogprob[t];
                var (byEntropy, entropy) = job.ByEntropy == null ? (0, 0) : (job.ByEntropy[t], job.Entropies[t]);
                if (byLogprob == 0 && byEntropy == 0)
                {
                    new Span<float>(gradients, job.Vocabulary).Clear();
                    continue;
                }

                var row = job.Logits + ((long)t * job.Vocabulary * TSource.Size);
                var high = (float)(job.Normalizers[t] * job.Temperature);
                var low = (float)(job.Normalizers[t] - (high / job.Temperature));
                var constant = (float)(-(byLogprob + (byEntropy * entropy)) / job.Temperature);
                if (!LogitRow<TLanes, TSource>.Gradients(
                    row, job.Vocabulary, (float)(1 / job.Temperature), high, low, constant, (float)(-byEntropy / job.Temperature), gradients))
                {
                    job.Suspect();
                    continue;
                }

                ref var target = ref gradients[job.Targets[t]];
                target = (float)(target + (byLogprob / job.Temperature));
            }
        }
    }

    private readonly struct DoubleForwardKernel : CpuBackend.IChunkKernel
    {
        /// <inheritdoc/>
        public static void Run<TOctet>(void* job, int chunk)
            where TOctet : unmanaged, IOctet<TOctet>
        {
            ref var rows = ref *(Job*)job;
            var (first, end) = rows.Rows(chunk);
            for (var t = first; t < end; t++)
            {
                var row = (double*)rows.Logits + ((long)t * rows.Vocabulary);
                if (DoubleLogitRow.Sums(row, rows.Vocabulary, rows.Temperature, out var maximum, out var sum, out var weighted, out var squares))
                    rows.Write(t, row[rows.Targets[t]] / rows.Temperature, maximum, sum, weighted, squares);
                else
                    rows.Suspect();
            }
        }
    }

    private readonly struct DoubleBackwardKernel<T> : CpuBackend.IChunkKernel
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <inheritdoc/>
        public static void Run<TOctet>(void* job, int chunk)
            where TOctet : unmanaged, IOctet<TOctet>
        {
            ref var rows = ref *(Job*)job;
            var (first, end) = rows.Rows(chunk);
            for (var t = first; t < end; t++)
            {
                var gradients = (T*)rows.Gradients + ((long)t * rows.Vocabulary);
                var byLogprob = rows.ByLogprob[t];
                var (byEntropy, entropy) = rows.ByEntropy == null ? (0, 0) : (rows.ByEntropy[t], rows.Entropies[t]);
                if (byLogprob == 0 && byEntropy == 0)
                {
                    new Span<T>(gradients, rows.Vocabulary).Clear();
                    continue;
                }

                if (!DoubleLogitRow.Gradients(
                    rows.Logits, rows.Format, (long)t * rows.Vocabulary, rows.Vocabulary, rows.Temperature, rows.Normalizers[t],
                    -(byLogprob + (byEntropy * entropy)) / rows.Temperature, -byEntropy / rows.Temperature, gradients))
                {
                    rows.Suspect();
                    continue;
                }

                ref var target = ref gradients[rows.Targets[t]];
                target += T.CreateTruncating(byLogprob / rows.Temperature);
            }
        }
    }
}
