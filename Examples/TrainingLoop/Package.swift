// swift-tools-version: 6.2
import PackageDescription

// In a package of your own, `.package(url: "https://…/lrviz", from: "…")` stands here instead of the path.
let package = Package(
  name: "TrainingLoop",
  dependencies: [.package(name: "lrviz", path: "../..")],
  targets: [
    .executableTarget(name: "TrainingLoop", dependencies: [.product(name: "LRSchedulers", package: "lrviz")])
  ],
  swiftLanguageModes: [.v6]
)
