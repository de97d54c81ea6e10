using System.Runtime.InteropServices;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Ilgpu;

public sealed partial class IlgpuBaselineAdvantages<T>
{
    /// <inheritdoc/>
    public void OptimalTokenBaseline(in TokenBaselineBatch<T> tokens, TokenBaselineOptions options, Span<T> advantages)
    {
        BaselineChecks.Tokens(tokens, advantages);
        Apart(tokens.Rewards, advantages);
        var (length, completions) = (tokens.Rewards.Length, tokens.Completions.Count);
        lock (_backend.Gate)
        {
            using var rewards = _backend.Upload(tokens.Rewards);
            using var logprobs = _backend.Upload(tokens.Logprobs);
            using var squares = _backend.Upload(tokens.Squares);
            using var weights = _backend.Upload(tokens.Weights);
            using var mask = _backend.Upload(MemoryMarshal.Cast<bool, byte>(tokens.Mask));
            using var bounds = _backend.Upload<int>(DeviceLayout.Bounds(tokens.Completions));
            using var groups = _backend.Upload<int>(DeviceLayout.Bounds(tokens.Groups));
            using var returns = _backend.Rent<double>(length);
            using var paths = _backend.Rent<double>(length);
            using var places = _backend.Rent<int>(length);
            using var lengths = _backend.Rent<int>(completions);
            using var firsts = _backend.Rent<double>(completions);
            using var differing = _backend.Upload<byte>(new byte[completions]);
            using var results = _backend.Rent<T>(length);
            var job = new TokenBaselineJob<T>
            {
                Rewards = rewards.View,
                Logprobs = logprobs.View,
                Squares = squares.View,
                Weights = weights.View,
                Mask = mask.View,
                Completions = bounds.View,
                Groups = groups.View,
                Returns = returns.View,
                Paths = paths.View,
                Places = places.View,
                Lengths = lengths.View,
                Firsts = firsts.View,
                Differing = differing.View,
                Advantages = results.View,
                Epsilon = options.Epsilon,
                CountsOwnTokens = options.CountsOwnTokens ? 1 : 0,
                ClearsTail = options.ClearsTail ? 1 : 0,
            };
            _backend.Launch(_bodies.Paths, completions, 1, job);
            _backend.Launch(_bodies.TokenAdvantages, tokens.Groups.Count, Team.Lanes, job);
            _backend.Download(results.View, advantages);
        }
    }

    /// <inheritdoc/>
    public void GeneralizedAdvantage(
        ReadOnlySpan<T> rewards, ReadOnlySpan<T> values, GroupLayout sequences, ReadOnlySpan<bool> mask, double gamma, double lambda,
        Span<T> advantages, Span<T> returns)
    {
        BaselineChecks.Values(rewards, values, sequences, mask, gamma, lambda, advantages, returns);
        lock (_backend.Gate)
        {
            using var device = new DeviceBatch<T>(_backend, new RewardBatch<T>(rewards, sequences, mask));
            using var critic = _backend.Upload(values);
            using var targets = _backend.Rent<T>(returns.Length);
            var job = new BaselineJob<T>
            {
                Batch = device.Job,
                Baselines = critic.View,
                Returns = targets.View,
                Decay = gamma,
                Lambda = lambda,
            };
            _backend.Launch(_bodies.GeneralizedAdvantage, device.Job.Groups, 1, job);
            _backend.Download(device.Job.Advantages, advantages);
            _backend.Download(targets.View, returns);
        }
    }
}
