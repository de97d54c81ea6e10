using System.Security.Cryptography;
using Rlar.Grpo;
using Rlar.Grpo.Policy;
using Rlar.Grpo.Recipes;
using Rlar.Grpo.Rollouts;
using Rlar.Grpo.Rollouts.Decoding;
using Rlar.Grpo.Rollouts.Engine;
using Rlar.Grpo.Training;

namespace Rlar.Host.Commands;

/// <summary>Everything that a recipe asks for, opened and freed together.</summary>
internal sealed class OpenTraining : IDisposable
{
    private readonly TorchPolicy _policy;
    private readonly GgufPolicyText _text;
    private readonly IRolloutEngine _engine;

    private OpenTraining(TorchPolicy policy, GgufPolicyText text, IRolloutEngine engine, TrainerParts parts) =>
        (_policy, _text, _engine, Parts) = (policy, text, engine, parts);

    /// <summary>What a trainer is put together from.</summary>
    internal TrainerParts Parts { get; }

    /// <summary>The policy.</summary>
    internal TorchPolicy Policy => _policy;

    /// <summary>Opens the policy and its engine.</summary>
    /// <param name="recipe">What is asked for.</param>
    /// <param name="inputs">The model's file, rows and rewards.</param>
    /// <exception cref="TrainingException">The model is of another family, libtorch is missing, or the memory does not suffice.</exception>
    internal static OpenTraining Open(Recipe recipe, TrainingInputs inputs)
    {
        var policy = TorchPolicy.Open(inputs.Model, recipe.Policy with { AvailableBytes = AvailableMemory.Bytes() });
        GgufPolicyText? text = null;
        try
        {
            text = GgufPolicyText.Open(inputs.Model);
            var engine = Engine(recipe.Engine, policy.WeightsPath, text);
            return new OpenTraining(policy, text, engine, new TrainerParts
            {
                Policy = policy,
                Engine = engine,
                Text = text,
                Reward = inputs.Reward,
                HeldOutReward = inputs.HeldOutReward,
                Rows = inputs.Rows,
                HeldOut = inputs.HeldOut,
                Model = HashOf(inputs.Model),
                BeforeRollouts = policy.Lora is null ? null : policy.Publish,
            });
        }
        catch
        {
            text?.Dispose();
            policy.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _engine.Dispose();
        _text.Dispose();
        _policy.Dispose();
    }

    private static IRolloutEngine Engine(string name, string weights, GgufPolicyText text) => name == "own"
        ? PolicyRollouts.Open(weights, text, new RolloutEngineOptions())
        : LlamaRollouts.Open(weights, text, new RolloutEngineOptions(), isExact: name == "llama");

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
