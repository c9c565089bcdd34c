print("lrviz")
